// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/row_service.h"
#include "tests/store/rows/rows_for_tests.h"
#include <future>
#include <latch>

using namespace lapidary;
using namespace lapidary::test;
using Lane = RowService::Lane;
using Ids = std::vector<std::int64_t>;

namespace {

/// An answer that is waited for.
template <class T> struct Awaited {
    std::shared_ptr<std::promise<Result<T>>> promise = std::make_shared<std::promise<Result<T>>>();
    RowService::Answer<T> answer() const {
        return [promise = promise](Result<T> result) { promise->set_value(std::move(result)); };
    }
    Result<T> get() const { return promise->get_future().get(); }
};

RowView viewOf(RowService &service, const RowQuery &query = {}) {
    const Awaited<RowView> found;
    service.find(query, found.answer());
    const auto view = found.get();
    REQUIRE(view);
    return *view;
}

struct Served {
    TemporaryFolder folder{};
    std::unique_ptr<RowService> service{};
    explicit Served(int count, bool writable = true) {
        std::vector<Json> rows;
        for (int i = 1; i <= count; ++i) rows.push_back({{"prompt", "row " + std::to_string(i)}, {"n", i}});
        madeRows(folder.path / "a.rows", rows).reset();
        auto opened = RowService::open(folder.path / "a.rows", writable);
        REQUIRE(opened);
        service = std::move(*opened);
    }
    Result<RowStep> drop(const Ids &ids) const {
        const Awaited<RowStep> step;
        service->ask<RowStep>(
            Lane::Edits,
            [ids](RowStore &rows, const StoreWork &work) {
                return rows.change(
                    {.kind = "delete"}, ids,
                    [](const StoredRow &) -> Result<RowChange> { return RowChange{.deleted = true}; }, work);
            },
            step.answer());
        return step.get();
    }
};

} // namespace

TEST_CASE("a table scrolls through what a query found, by the numbers of its rows") {
    const Served served(1000);
    const RowView view = viewOf(*served.service, {.orderBy = "n", .descending = true});
    CHECK(view.size() == 1000);
    for (const std::size_t first : {0u, 500u, 990u, 1000u, 2000u}) {
        CAPTURE(first);
        const Awaited<RowPage> page;
        served.service->page(view, first, 20, page.answer());
        const auto rows = page.get();
        REQUIRE(rows);
        CHECK(rows->rows.size() == std::min<std::size_t>(20, first < 1000 ? 1000 - first : 0));
        if (!rows->rows.empty()) CHECK(rows->rows.front().id == 1000 - static_cast<std::int64_t>(first));
    }
    REQUIRE(served.drop({1000}));
    CHECK(viewOf(*served.service).size() == 999);
    CHECK(view.size() == 1000); // what was found stays what it is
}

TEST_CASE("pages and edits do not wait for a look") {
    const Served served(10);
    std::latch begun(1), let(1);
    const Awaited<int> slow;
    served.service->ask<int>(
        Lane::Looks,
        [&](RowStore &, const StoreWork &) -> Result<int> {
            begun.count_down();
            let.wait();
            return 7;
        },
        slow.answer());
    begun.wait();
    CHECK(served.drop({3})->rows == 1);
    const Awaited<RowPage> page;
    served.service->page({std::make_shared<const Ids>(Ids{3, 4})}, 0, 2, page.answer());
    const auto rows = page.get();
    REQUIRE(rows);
    CHECK(rows->rows[0].deleted); // what was acknowledged is seen
    let.count_down();
    CHECK(*slow.get() == 7);
}

TEST_CASE("a request that is taken back ends, whether it waits or runs, and those behind it are answered") {
    const Served served(10);
    std::latch begun(1);
    const Awaited<int> running;
    auto first = served.service->ask<int>(
        Lane::Looks,
        [&](RowStore &rows, const StoreWork &work) -> Result<int> {
            begun.count_down();
            for (;;) // looks on for ever
                if (auto ids = rows.find({.words = "row"}, work); !ids) return unexpected(ids.error());
        },
        running.answer());
    begun.wait();
    bool ran = false;
    const Awaited<int> waiting;
    auto second = served.service->ask<int>(
        Lane::Looks,
        [&](RowStore &, const StoreWork &) -> Result<int> {
            ran = true;
            return 1;
        },
        waiting.answer());
    second.request_stop();
    first.request_stop();
    CHECK(running.get().error().code == kCancelled);
    CHECK(waiting.get().error().code == kCancelled);
    CHECK(!ran);
    CHECK(viewOf(*served.service).size() == 10);
}

TEST_CASE("who ends the service ends its work; everything is answered once") {
    std::atomic<int> answers = 0, cancelled = 0;
    {
        const Served served(10);
        std::latch begun(1);
        const RowService::Answer<int> answer = [&](const Result<int> &result) {
            ++answers;
            cancelled += !result && result.error().code == kCancelled;
        };
        served.service->ask<int>(
            Lane::Looks,
            [&](RowStore &rows, const StoreWork &work) -> Result<int> {
                begun.count_down();
                for (;;)
                    if (auto ids = rows.find({}, work); !ids) return unexpected(ids.error());
            },
            answer);
        begun.wait();
        for (int i = 0; i < 5; ++i)
            served.service->ask<int>(
                Lane::Looks, [](RowStore &, const StoreWork &) -> Result<int> { return 1; }, answer);
    }
    CHECK(answers == 6);
    CHECK(cancelled == 6);
}

TEST_CASE("who only reads is refused an edit; progress is told row by row") {
    const Served served(10, false);
    const auto refused = served.drop({1});
    REQUIRE(!refused);
    CHECK(refused.error().code == "store.read_only");
    std::vector<std::int64_t> told;
    const Awaited<Ids> found;
    served.service->ask<Ids>(
        Lane::Looks, [](RowStore &rows, const StoreWork &work) { return rows.find({}, work); }, found.answer(),
        [&](std::int64_t done) { told.push_back(done); });
    CHECK(found.get()->size() == 10);
    CHECK(told.size() == 10);
}
