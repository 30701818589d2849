// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress.h"
#include "core/base/json.h"
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace lapidary {

Progress::Progress(const Common &common, std::int64_t total) : total_(total) {
    const bool terminal = ::isatty(STDERR_FILENO) && !::isatty(STDOUT_FILENO); // a bar among the answers helps nobody
    form_ = common.progress == "jsonl" ? Form::Lines : common.progress == "auto" && terminal ? Form::Bar : Form::Off;
}

void Progress::report(std::int64_t done) {
    done_ = done;
    const auto now = Clock::now();
    if (form_ == Form::Off || now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    print();
}

void Progress::finish() {
    if (form_ == Form::Off) return;
    print();
    if (form_ == Form::Bar) std::fputs("\n", stderr);
}

void Progress::print() const {
    const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
    const bool known = total_ > 0 && done_ > 0;
    const double left = known ? seconds / static_cast<double>(done_) * static_cast<double>(total_ - done_) : 0;
    if (form_ == Form::Lines) {
        const Json line = {{"done", done_},
                           {"total", total_ > 0 ? Json(total_) : Json()},
                           {"eta_s", known ? Json(std::round(left * 10) / 10) : Json()}};
        std::fprintf(stderr, "%s\n", dumpJson(line).c_str());
    } else if (total_ > 0) {
        std::fprintf(stderr, "\r%3.0f %%  %lld of %lld, %.0f s left ",
                     100.0 * static_cast<double>(done_) / static_cast<double>(total_), static_cast<long long>(done_),
                     static_cast<long long>(total_), left);
    } else {
        std::fprintf(stderr, "\r%lld done, %.0f s ", static_cast<long long>(done_), seconds);
    }
}

} // namespace lapidary
