// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/arithmetic.h"
#include <charconv>
#include <cmath>

namespace lapidary {
namespace {

constexpr int kDeepest = 64;

/// Recursive descent over sum → product → factor. A mistake anywhere makes the whole invalid.
class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    std::optional<double> all() {
        const double value = sum(0);
        skipSpaces();
        return ok_ && rest_.empty() && std::isfinite(value) ? std::optional(value) : std::nullopt;
    }

private:
    void skipSpaces() {
        while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t')) rest_.remove_prefix(1);
    }
    bool take(char c) {
        skipSpaces();
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    double wrong() {
        ok_ = false;
        rest_ = {};
        return 0;
    }

    double sum(int depth) {
        double value = product(depth);
        while (ok_) {
            if (take('+'))
                value += product(depth);
            else if (take('-'))
                value -= product(depth);
            else
                break;
        }
        return value;
    }

    double product(int depth) {
        double value = factor(depth);
        while (ok_) {
            if (take('*')) {
                value *= factor(depth);
            } else if (take('/')) {
                const double divisor = factor(depth);
                if (divisor == 0) return wrong();
                value /= divisor;
            } else {
                break;
            }
        }
        return value;
    }

    double factor(int depth) {
        if (depth > kDeepest) return wrong();
        if (take('-')) return -factor(depth + 1);
        if (take('+')) return factor(depth + 1);
        if (take('(')) {
            const double value = sum(depth + 1);
            return take(')') ? value : wrong();
        }
        return number();
    }

    double number() {
        skipSpaces();
        std::size_t length = 0;
        while (length < rest_.size() && ((rest_[length] >= '0' && rest_[length] <= '9') || rest_[length] == '.'))
            ++length;
        double value = 0;
        const char *end = rest_.data() + length;
        const auto read = std::from_chars(rest_.data(), end, value, std::chars_format::fixed);
        if (length == 0 || read.ec != std::errc() || read.ptr != end) return wrong();
        rest_.remove_prefix(length);
        return take('%') ? value / 100 : value;
    }

    std::string_view rest_;
    bool ok_ = true;
};

} // namespace

std::optional<double> evaluateArithmetic(std::string_view expression) {
    return Parser(expression).all();
}

} // namespace lapidary
