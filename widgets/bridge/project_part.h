// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <type_traits>
#include <utility>

namespace lapidary {

/// One noun of the open project (its runs, its labels …): an object on the bridge's thread. Its slots may block;
/// whoever shows what it knows connects to it, and Qt queues both ways. What else it offers is for its like, on their
/// thread.
class ProjectPart : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void failed(const QString &title, const QString &text);
};

/// Calls a slot of an object on the thread that it lives on, and does not wait.
template <class T, class... Parameters>
void post(T &object, void (T::*slot)(Parameters...), std::type_identity_t<std::decay_t<Parameters>>... arguments) {
    QMetaObject::invokeMethod(
        &object, [&object, slot, ... values = std::move(arguments)] { (object.*slot)(values...); },
        Qt::QueuedConnection);
}

} // namespace lapidary
