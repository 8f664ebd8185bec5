#include "cutting_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace rowan::test {
namespace {

constexpr int look_again_after = 50;  // milliseconds
using Buffer = std::array<char, 65'536>;

sockaddr_in local_address(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

bool send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool pass(int from, int to) {
    Buffer buffer;
    const ssize_t size = ::read(from, buffer.data(), buffer.size());
    return size > 0 && send_all(to, {buffer.data(), static_cast<std::size_t>(size)});
}

}  // namespace

CuttingProxy::CuttingProxy(Url server) : server_(std::move(server)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = local_address(0);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("there is no port for a proxy");
    port_ = ntohs(address.sin_port);
    listening_ = std::jthread([this] { listen(); });
}

CuttingProxy::~CuttingProxy() {
    stopping_ = true;
    listening_.join();
    relays_.clear();
    ::close(listener_);
}

std::string CuttingProxy::url() const {
    Url url = server_;
    if (url.option("host")) {
        url.remove_option("host").remove_option("port").set_option("sslmode", "disable");
        url.set_option("gssencmode", "disable");
    }
    return url.set_host("127.0.0.1").set_port(port_).to_string_with_password();
}

int CuttingProxy::connect_to_server() const {
    int result = -1;
    int server = -1;
    if (const auto folder = server_.option("host")) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = *folder + "/.s.PGSQL." + server_.option("port").value_or("5432");
        std::copy_n(path.begin(), std::min(path.size(), sizeof address.sun_path - 1), address.sun_path);
        server = ::socket(AF_UNIX, SOCK_STREAM, 0);
        result = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    } else {
        const sockaddr_in address = local_address(server_.port().value_or(0));
        server = ::socket(AF_INET, SOCK_STREAM, 0);
        result = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    if (result == 0)
        return server;
    ::close(server);
    return -1;
}

void CuttingProxy::listen() {
    while (!stopping_) {
        pollfd wait{listener_, POLLIN, 0};
        if (::poll(&wait, 1, look_again_after) <= 0)
            continue;
        if (const int client = ::accept(listener_, nullptr, nullptr); client >= 0)
            relays_.emplace_back([this, client] { relay(client); });
    }
}

void CuttingProxy::relay(int client) {
    const int server = connect_to_server();
    bool goes_on = server >= 0;
    while (goes_on && !stopping_) {
        std::array<pollfd, 2> wait{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (::poll(wait.data(), wait.size(), look_again_after) <= 0)
            continue;
        if (wait[0].revents != 0)
            goes_on = pass(client, server);
        if (goes_on && wait[1].revents != 0)
            goes_on = pass_to_client(server, client);
    }
    ::close(client);
    if (server >= 0)
        ::close(server);
}

bool CuttingProxy::pass_to_client(int server, int client) {
    Buffer buffer;
    const ssize_t size = ::read(server, buffer.data(), buffer.size());
    if (size <= 0)
        return false;
    bytes_ += size;
    const std::int64_t left = left_;
    const std::int64_t passed = std::min<std::int64_t>(size, left);
    const bool is_cut = left != never && size >= left;
    left_ = left == never || is_cut ? never : left - passed;
    return send_all(client, {buffer.data(), static_cast<std::size_t>(passed)}) && !is_cut;
}

}  // namespace rowan::test
