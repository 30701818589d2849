// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/bench/repeat.h"
#include "tests/bench/roofs.h"
#include "tests/bench/subject.h"
#include <map>

namespace lapidary::bench {

/// What a token cannot cost less than.
struct Cost {
    double bytes = 0, flops = 0;
};

struct Figure {
    std::string name;
    std::int64_t rows = 1;
    std::vector<Repetition> repetitions{};
    Cost perToken{};
    Json more = Json::object(); ///< what this case alone says
};

/// Writes a JSON line for each figure as soon as it is there, or a table for people.
class Report {
public:
    Report(const Settings &settings, bool table);

    void beginCase(); ///< peak memory is counted from here
    void add(const Subject &subject, const Figure &figure);
    void addRoof(const std::string &what, const std::string &unit, double value);

private:
    void write(Json line);
    const Roofs &roofsFor(const Subject &subject);

    const Settings &settings_;
    bool table_;
    Json where_; ///< commit and processor, which every line ends with
    bool peakKnown_ = false, headed_ = false;
    std::map<std::pair<int, std::string>, Roofs> roofs_; ///< by threads and number format
};

} // namespace lapidary::bench
