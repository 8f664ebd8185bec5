// expect: static assertion failed: a spoon is no fork
// expect-clang: a spoon is no fork
//
// Says nothing about rowan: holds that the runner instantiates templates and reads the message.
template <typename T>
void eat(T) {
    static_assert(sizeof(T) == 0, "a spoon is no fork");
}

void dinner() { eat(1); }
