// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/curation_values.h"
#include <QObject>

namespace lapidary {

/// Opens the rows of a data set for the window and passes work on to their service, which has threads of its own. It
/// lives on a thread as well, since opening takes as long as copying the rows does.
class RowCurator : public QObject {
    Q_OBJECT
public:
    explicit RowCurator(QObject *parent = nullptr);
    ~RowCurator() override;

    void open(const CurationRequest &request); ///< what was open is closed
    void close();
    void post(const RowJob &job);             ///< answered in any case
    void leave() { leaving_.request_stop(); } ///< from any thread

Q_SIGNALS:
    void opened(int ticket, const QString &why); ///< why: empty where all went well
    void progressed(qint64 job, qint64 done);    ///< rows; job 0: the opening
    void answered(const std::function<void()> &then);

private:
    std::function<void(std::int64_t)> teller(qint64 job);
    std::unique_ptr<RowService> service_{};
    std::stop_source leaving_{};
};

} // namespace lapidary
