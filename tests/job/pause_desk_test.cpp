// SPDX-License-Identifier: Apache-2.0
#include "core/job/pause_desk.h"
#include <doctest/doctest.h>
#include <thread>

using namespace lapidary;

namespace {

Json asked(int id) {
    return {{"verb", "generate"}, {"id", id}};
}

std::string codeOf(const PauseDesk::Reply &reply) {
    return reply.message.at("error").at("code");
}

} // namespace

TEST_CASE("a run that is at work refuses at once, with the way to ask it") {
    PauseDesk desk;
    const auto replies = desk.take(asked(7), 3);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].to == 3);
    CHECK(replies[0].message["id"] == 7);
    CHECK(codeOf(replies[0]) == "run.not_paused");
    CHECK(replies[0].message["error"]["found"] == "a run at work");
    CHECK(replies[0].message["error"]["remedy"].get<std::string>().find("pause") != std::string::npos);
    CHECK(!desk.next()); // and nobody waits
}

TEST_CASE("requests wait for the pause and come one after the other, with whoever asked") {
    PauseDesk desk;
    desk.pause();
    CHECK(desk.take(asked(1), 10).empty());
    CHECK(desk.take(asked(1), 11).empty()); // another client may use the same id
    const auto first = desk.next();
    REQUIRE(first);
    CHECK(first->from == 10);
    CHECK(first->request["id"] == 1);
    desk.done();
    CHECK(desk.next()->from == 11);
    desk.done();
    std::jthread later([&] { desk.take(asked(2), 12); });
    CHECK(desk.next()->from == 12); // it was waited for
}

TEST_CASE("a run that goes on, stops or ends drops no request in silence") {
    for (const auto &[go, code] : {std::pair{&PauseDesk::resume, "run.went_on"},
                                   {&PauseDesk::stop, "run.stopped"},
                                   {&PauseDesk::end, "run.ended"}}) {
        PauseDesk desk;
        desk.pause();
        for (int id = 1; id <= 3; ++id) desk.take(asked(id), static_cast<ClientId>(id));
        const auto underWay = desk.next();
        REQUIRE(underWay);
        const auto replies = (desk.*go)();
        REQUIRE(replies.size() == 2); // the job itself answers the one under way, with what it has
        CHECK(underWay->stop.stop_requested());
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK(replies[i].to == i + 2);
            CHECK(codeOf(replies[i]) == code);
        }
        desk.done();
        CHECK(!desk.next());
        CHECK(!desk.paused());
    }
}

TEST_CASE("the job that waits wakes when it goes on, and is not paused again behind its end") {
    PauseDesk desk;
    desk.pause();
    std::jthread other([&] { desk.resume(); });
    CHECK(!desk.next());
    other.join();
    desk.stop();
    desk.pause();
    CHECK(!desk.paused());
    CHECK(desk.take(asked(1), 1)[0].message["error"]["found"] == "a run that is ending");
}

TEST_CASE("a cancel is about one's own requests, waiting or under way") {
    PauseDesk desk;
    desk.pause();
    desk.take(asked(1), 5);
    desk.take(asked(2), 5);
    const auto underWay = desk.next();
    const Json cancel = {{"verb", "cancel"}, {"id", 1}};
    CHECK(codeOf(desk.take(cancel, 6).at(0)) == "request.unknown_id");
    CHECK(!underWay->stop.stop_requested());
    CHECK(desk.take(cancel, 5).empty());
    CHECK(underWay->stop.stop_requested());
    const auto gone = desk.take({{"verb", "cancel"}, {"id", 2}}, 5);
    REQUIRE(gone.size() == 1);
    CHECK(codeOf(gone[0]) == kCancelled);
    CHECK(codeOf(desk.take({{"verb", "cancel"}}, 5).at(0)) == "request.no_id");
    desk.done();
    CHECK(codeOf(desk.take(cancel, 5).at(0)) == "request.unknown_id");
}
