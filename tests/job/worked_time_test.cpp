// SPDX-License-Identifier: Apache-2.0
#include "core/job/worked_time.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

double worked(std::initializer_list<std::pair<double, const char *>> events) {
    WorkedTime time;
    for (const auto &[at, state] : events)
        time.see({.time = at,
                  .type = *state ? "state" : "progress",
                  .body = *state ? Json{{"state", state}} : Json::object()});
    return time.seconds();
}

} // namespace

TEST_CASE("sittings are added up; what lies between them, and rests, are not work") {
    CHECK(worked({}) == 0);
    CHECK(worked({{100, "starting"}, {101, "running"}, {110, "finished"}}) == 10);
    CHECK(worked({{100, "starting"}, {130, ""}, {500, "starting"}, {505, "finished"}}) == 35); // killed after 130
    CHECK(worked({{100, "running"}, {110, "paused"}, {200, "running"}, {205, "paused"}, {300, "cancelled"}}) ==
          15);                                                  // stopped while it rested
    CHECK(worked({{100, "running"}, {90, ""}, {95, ""}}) == 5); // a clock set back
}
