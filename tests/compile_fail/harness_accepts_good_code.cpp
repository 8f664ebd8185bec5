// expect: compiles
//
// Says nothing about rowan: holds that the runner can tell good code from bad.
template <typename T>
T eat(T meal) {
    return meal;
}

int dinner() { return eat(1); }
