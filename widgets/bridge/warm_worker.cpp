// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/warm_worker.h"
#include "core/job/worker_launcher.h"
#include <QTimer>

namespace lapidary {

WarmWorker::WarmWorker(QObject *parent) : QObject(parent), idle_(new QTimer(this)) {
    idle_->setSingleShot(true);
    idle_->setInterval(kIdleMs);
    connect(idle_, &QTimer::timeout, this, [this] { worker_.reset(); });
}

Result<Json> WarmWorker::ask(const Json &request, const std::function<bool()> &cancelled,
                             const std::function<void(const Json &)> &partial) {
    idle_->stop();
    if (cancelled()) return fail(kCancelled, "Stopped on request");
    if (!worker_) {
        const auto program = workerProgram();
        if (!program) return unexpected(program.error());
        auto started = WorkerClient::start(*program);
        if (!started) return unexpected(started.error());
        worker_.emplace(std::move(*started));
        ++starts_;
    }
    auto answer = worker_->ask(request, cancelled, partial);
    if (!worker_->alive() || (!answer && answer.error().code.starts_with("worker.")))
        worker_.reset();
    else
        idle_->start();
    return answer;
}

} // namespace lapidary
