// Stands between a client and a server, counts what the server says, and cuts the connection where a test wants it.
//
//     CuttingProxy proxy(rowan::Url::parse(database.url()));
//     Engine engine = create_engine(proxy.url());
//     proxy.cut_after(120);
#pragma once

#include <rowan/drivers/url.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace rowan::test {

/// Listens on 127.0.0.1 until it is destroyed. Its functions may be called from any thread.
class CuttingProxy {
public:
    /// `server`: by a host and a port, or by a folder with PostgreSQL's socket.
    explicit CuttingProxy(Url server);
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;
    ~CuttingProxy();

    /// The server's, by way of here.
    std::string url() const;
    /// The next `bytes` of the server reach the client, on whichever connection, and the connection ends behind them.
    void cut_after(std::int64_t bytes) { left_ = bytes; }
    void cut_no_more() { left_ = never; }
    /// That the server has said on all connections.
    std::int64_t bytes() const { return bytes_; }

private:
    static constexpr std::int64_t never = INT64_MAX;

    void listen();
    void relay(int client);
    int connect_to_server() const;
    /// Whether the connection goes on.
    bool pass_to_client(int server, int client);

    Url server_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<std::int64_t> left_ = never;
    std::atomic<std::int64_t> bytes_ = 0;
    std::vector<std::jthread> relays_{};
    std::jthread listening_{};
};

}  // namespace rowan::test
