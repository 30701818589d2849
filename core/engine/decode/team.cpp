// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/team.h"
#include <ATen/Parallel.h>
#include <unordered_map>

namespace lapidary {
namespace {

ThreadChoice &choiceFor(std::int64_t kind) {
    thread_local std::unordered_map<std::int64_t, ThreadChoice> choices;
    return choices[kind];
}

} // namespace

Team::Team(std::int64_t kind)
    : choice_(choiceFor(kind)), threads_(choice_.next(at::get_num_threads())),
      started_(std::chrono::steady_clock::now()) {}

Team::~Team() {
    choice_.took(threads_, std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count());
}

} // namespace lapidary
