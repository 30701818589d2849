// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/row_curator.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/bridge/conversions.h"
#include <QElapsedTimer>

namespace lapidary {

RowCurator::RowCurator(QObject *parent) : QObject(parent) {}
RowCurator::~RowCurator() = default;

/// Ten times a second are enough for an eye.
std::function<void(std::int64_t)> RowCurator::teller(qint64 job) {
    auto clock = std::make_shared<QElapsedTimer>();
    clock->start();
    return [this, job, clock](std::int64_t done) {
        if (clock->elapsed() < 100) return;
        clock->restart();
        Q_EMIT progressed(job, done);
    };
}

void RowCurator::open(const CurationRequest &request) {
    service_.reset();
    std::stop_source stop = request.stop;
    const std::stop_callback left(leaving_.get_token(), [&stop] { stop.request_stop(); });
    if (stop.stop_requested()) return; // closed again meanwhile
    const fs::path project = fromQt(request.project);
    if (!request.file.isEmpty()) {
        const auto begun = beginCuration(project, fromQt(request.name), fromQt(request.file), annotatorHere(),
                                         {.stop = stop.get_token(), .progress = teller(0)});
        if (!begun) {
            Q_EMIT opened(request.ticket, toQt(begun.error()));
            return;
        }
    }
    auto service = RowService::open(curatedFile(project, fromQt(request.name)), !request.readOnly);
    if (service) service_ = std::move(*service);
    Q_EMIT opened(request.ticket, service ? QString() : toQt(service.error()));
}

void RowCurator::close() {
    service_.reset();
}

void RowCurator::post(const RowJob &job) {
    if (!service_) {
        Q_EMIT answered(job.cancelled);
        return;
    }
    service_->ask<RowJob::Then>(
        job.lane,
        [job](RowStore &rows, const StoreWork &work) -> Result<RowJob::Then> {
            std::stop_source stop = job.stop;
            if (stop.stop_requested()) return job.cancelled;
            const std::stop_callback ended(work.stop, [&stop] { stop.request_stop(); });
            return job.run(rows, {.stop = stop.get_token(), .progress = work.progress});
        },
        [this, job](const Result<RowJob::Then> &then) { Q_EMIT answered(then ? *then : job.cancelled); },
        teller(job.id));
}

} // namespace lapidary
