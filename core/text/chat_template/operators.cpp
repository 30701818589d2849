// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/operators.h"
#include <algorithm>
#include <cmath>

namespace lapidary::jinja {

std::int64_t checked(std::int64_t a, std::int64_t b, char operation) {
    std::int64_t out = 0;
    const bool wraps = operation == '+'   ? __builtin_add_overflow(a, b, &out)
                       : operation == '-' ? __builtin_sub_overflow(a, b, &out)
                                          : __builtin_mul_overflow(a, b, &out);
    if (wraps) throw Failure{"template.limit", "a number grows beyond 64 bits", {}};
    return out;
}

Value arithmetic(const std::string &operation, const Value &a, const Value &b) {
    const bool whole = a.isInteger() && b.isInteger();
    const auto zero = [&] {
        if (b.number() == 0) typeError("division by zero");
    };
    if (operation == "+" || operation == "-" || operation == "*") {
        if (whole) return Value::of(checked(a.integer(), b.integer(), operation[0]));
        return Value::of(operation == "+"   ? a.number() + b.number()
                         : operation == "-" ? a.number() - b.number()
                                            : a.number() * b.number());
    }
    if (operation == "/") return zero(), Value::of(a.number() / b.number());
    if (operation == "//" || operation == "%") {
        zero();
        if (!whole)
            return Value::of(operation == "//" ? std::floor(a.number() / b.number())
                                               : a.number() - b.number() * std::floor(a.number() / b.number()));
        if (b.integer() == -1)
            return operation == "%" ? Value::of(std::int64_t{0}) : Value::of(checked(0, a.integer(), '-'));
        const auto quotient = a.integer() / b.integer(), rest = a.integer() % b.integer();
        const bool down = rest != 0 && (rest < 0) != (b.integer() < 0); // Python rounds down
        return Value::of(operation == "//" ? quotient - down : rest + (down ? b.integer() : 0));
    }
    if (whole && b.integer() >= 0) {
        const bool small = a.integer() >= -1 && a.integer() <= 1; // its powers repeat
        std::int64_t out = 1;
        for (std::int64_t left = small ? std::min<std::int64_t>(b.integer(), 2 - b.integer() % 2) : b.integer();
             left > 0; --left)
            out = checked(out, a.integer(), '*');
        return Value::of(out);
    }
    return Value::of(std::pow(a.number(), b.number()));
}

} // namespace lapidary::jinja
