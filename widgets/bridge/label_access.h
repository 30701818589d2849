// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/base/json.h"
#include "widgets/models/arena_view_model.h"
#include "widgets/models/label_values.h"
#include <QObject>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

namespace lapidary {

class LabelWorker;
class Project;

/// Labelling on the bridge's thread. Events are written in the order in which they come; after the first one that
/// cannot be written none is, until the queue is opened again, so that nothing stands behind a gap.
class LabelAccess : public QObject {
    Q_OBJECT
public:
    explicit LabelAccess(QObject *parent = nullptr);
    ~LabelAccess() override;
    void setProject(Project *project); ///< null: there is none (any more)

    void open(const QString &queue);
    void write(const std::vector<LabelEvent> &events, qint64 ticket);
    void findPairs(const LabelQueueRequest &asked);
    void make(const LabelQueueRequest &asked);
    void askForPair(const QString &queue, const LabelItem &like);
    void askForTokens(const LabelItem &item);
    /// A vote of the arena becomes an item and a judgement of the queue "arena", which is made with the first one.
    void vote(const ArenaVote &vote);
    void writePreferenceFile(const QString &queue);
    /// The data set and the DPO stage on it, as additions to the experiment, and the stage's name.
    struct Training {
        Json tables{};
        QString name{};
    };
    Result<Training> trainingOn(const QString &queue);

Q_SIGNALS:
    void queuesChanged(const QStringList &names);
    void opened(const lapidary::LabelQueueValues &queue);
    void saved(qint64 ticket); ///< all events up to this ticket are on disk
    void voteSaved();
    void stopped(const QString &why);
    void pairsFound(const lapidary::LabelPairsValues &pairs);
    void pairMade(const QString &queue, const lapidary::LabelItem &item);
    void pairFailed(const QString &why);
    void tokensScored(const lapidary::LabelTokens &tokens);
    void exported(const QString &file, const QString &summary);
    void failed(const QString &title, const QString &text);

private:
    void listQueues();
    LabelWorker &worker();
    void take(const QString &queue, const LabelItem &item);
    Project *project_ = nullptr;
    std::unique_ptr<LabelWorker> worker_; ///< made with the first request
    bool broken_ = false;
};

} // namespace lapidary
