// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/row_service.h"
#include <algorithm>

namespace lapidary {

Result<std::unique_ptr<RowService>> RowService::open(const fs::path &file, bool writable) {
    std::unique_ptr<RowService> service(new RowService);
    for (const Lane lane : {Lane::Edits, Lane::Pages, Lane::Looks}) { // an older database is brought up by the writer
        auto rows = RowStore::open(file, writable && lane == Lane::Edits);
        if (!rows) return unexpected(rows.error());
        service->queues_[static_cast<std::size_t>(lane)].rows = std::move(*rows);
    }
    for (Queue &queue : service->queues_)
        queue.thread = std::jthread([&queue](const std::stop_token &ended) { run(queue, ended); });
    return service;
}

RowService::~RowService() {
    for (Queue &queue : queues_) {
        queue.thread.request_stop();
        const std::lock_guard lock(queue.mutex);
        if (queue.running) queue.running->request_stop();
    }
}

void RowService::post(Lane lane, Job job, const Request &request) {
    Queue &queue = queues_[static_cast<std::size_t>(lane)];
    {
        const std::lock_guard lock(queue.mutex);
        queue.waiting.push_back({std::move(job), request});
    }
    queue.changed.notify_one();
}

void RowService::run(Queue &queue, const std::stop_token &ended) {
    for (;;) {
        Posted next;
        {
            std::unique_lock lock(queue.mutex);
            queue.changed.wait(lock, ended, [&] { return !queue.waiting.empty(); });
            if (queue.waiting.empty()) return;
            next = std::move(queue.waiting.front());
            queue.waiting.pop_front();
            queue.running = next.request;
        }
        next.job(*queue.rows, ended.stop_requested());
        const std::lock_guard lock(queue.mutex);
        queue.running.reset();
    }
}

RowService::Request RowService::find(RowQuery query, Answer<RowView> answer) {
    return ask<RowView>(
        Lane::Looks,
        [query = std::move(query)](RowStore &rows, const StoreWork &work) -> Result<RowView> {
            auto ids = rows.find(query, work);
            if (!ids) return unexpected(ids.error());
            return RowView{std::make_shared<const std::vector<std::int64_t>>(std::move(*ids))};
        },
        std::move(answer));
}

RowService::Request RowService::page(RowView view, std::size_t first, std::size_t count, Answer<RowPage> answer) {
    return ask<RowPage>(
        Lane::Pages,
        [view = std::move(view), first, count](RowStore &rows, const StoreWork &) -> Result<RowPage> {
            const std::size_t begin = std::min(first, view.size());
            auto page = rows.page(std::span(*view.ids).subspan(begin, std::min(count, view.size() - begin)));
            if (!page) return unexpected(page.error());
            return RowPage{begin, std::move(*page)};
        },
        std::move(answer));
}

} // namespace lapidary
