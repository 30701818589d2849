// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace lapidary {

/// The rows that a query found, for a table that scrolls: a page is asked for by the numbers of its rows. Cheap to
/// copy.
struct RowView {
    std::shared_ptr<const std::vector<std::int64_t>> ids = std::make_shared<const std::vector<std::int64_t>>();
    std::size_t size() const { return ids->size(); }
};
struct RowPage {
    std::size_t first = 0; ///< the number of its first row in the view
    std::vector<StoredRow> rows{};
};

/// The rows of one data set for somebody who must not wait: requests and answers are values. Pages, looks (filters,
/// searches, duplicates) and edits have a thread and a connection each, so that a table scrolls while a million rows
/// are looked through, and an edit is acknowledged meanwhile. Requests of a lane are answered in their order, each
/// once, on the lane's thread; an answer must not throw and must not end the service.
class RowService {
public:
    enum class Lane { Pages, Looks, Edits };
    template <class T> using Answer = std::function<void(Result<T>)>;
    template <class T> using Work = std::function<Result<T>(RowStore &rows, const StoreWork &work)>;
    /// request_stop() ends it: where it waits, at once; where it runs, at the next row. The answer is then kCancelled.
    using Request = std::stop_source;

    /// Errors: those of RowStore::open().
    static Result<std::unique_ptr<RowService>> open(const fs::path &file, bool writable);
    /// What waits and what runs is answered with kCancelled.
    ~RowService();

    /// Any work on the store: what core/workbench/curation does with one, or several of its calls.
    template <class T>
    Request ask(Lane lane, Work<T> work, Answer<T> answer, std::function<void(std::int64_t done)> progress = {}) {
        Request request;
        post(
            lane,
            [request, work = std::move(work), answer = std::move(answer),
             progress = std::move(progress)](RowStore &rows, bool ends) {
                if (ends || request.stop_requested())
                    answer(fail(kCancelled, "Stopped on request"));
                else
                    answer(work(rows, {.stop = request.get_token(), .progress = progress}));
            },
            request);
        return request;
    }
    Request find(RowQuery query, Answer<RowView> answer);
    /// Rows behind the view's end are left out. rows.no_row where one is no longer there: the view must be found again.
    Request page(RowView view, std::size_t first, std::size_t count, Answer<RowPage> answer);

private:
    using Job = std::function<void(RowStore &rows, bool ends)>;
    struct Posted {
        Job job;
        Request request;
    };
    struct Queue {
        std::unique_ptr<RowStore> rows{};
        std::mutex mutex{};
        std::condition_variable_any changed{};
        std::deque<Posted> waiting{};
        std::optional<Request> running{};
        std::jthread thread{};
    };
    RowService() = default;
    void post(Lane lane, Job job, const Request &request);
    static void run(Queue &queue, const std::stop_token &ended);

    std::array<Queue, 3> queues_{};
};

} // namespace lapidary
