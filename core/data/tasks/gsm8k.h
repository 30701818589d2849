// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/data/tasks/task.h"

namespace lapidary {

/// Grade-school word problems (Cobbe et al. 2021, arXiv:2110.14168), read from a file in the published layout:
/// lines of {"question", "answer"}, the answer ending in "#### 18" with calculator annotations <<16-3-4=9>> on the way.
struct Gsm8kConfig {
    std::string file{};
    bool shuffle = true;
    static const Described<Gsm8kConfig> &described();
};
TaskInfo gsm8kTask();

/// How an answer is found, in this order: the number behind the first "####" (as in the reference grader); behind a line's
/// "A:"; behind the last "answer is" (with or without a colon); inside the last \boxed{…}; or the whole text, if it is
/// one number. A number that merely stands last in the text is not taken: that would reward talking on. Numbers are equal
/// when their values are ("1,000", "$1000.00"). Steps are the annotations; one is right when its sum has its value.
std::unique_ptr<Rule> makeGsm8kRule();

} // namespace lapidary
