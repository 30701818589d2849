// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QThread>

namespace lapidary {

/// A QObject whose slots may block, on a thread of its own. Signals that are connected to it are queued. `leave()` of
/// the object is called from the owner's thread and must make what is under way end soon.
template <class T> class OnThread {
public:
    explicit OnThread(const QString &name) : object_(new T) {
        object_->moveToThread(&thread_);
        QObject::connect(&thread_, &QThread::finished, object_, &QObject::deleteLater);
        thread_.setObjectName(name);
        thread_.start();
    }
    OnThread(const OnThread &) = delete;
    OnThread &operator=(const OnThread &) = delete;
    ~OnThread() {
        object_->leave();
        thread_.quit();
        thread_.wait();
    }
    T *get() const { return object_; }

private:
    QThread thread_{};
    T *object_;
};

} // namespace lapidary
