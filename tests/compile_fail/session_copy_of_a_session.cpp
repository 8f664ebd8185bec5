// expect: use of deleted function 'rowan::Session::Session(const rowan::Session&)'
// expect-clang: call to implicitly-deleted copy constructor of 'rowan::Session'
#include <rowan/orm.hpp>

rowan::Session use(rowan::Session& session) { return session; }
