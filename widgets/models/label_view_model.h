// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_items_model.h"
#include "widgets/models/label_values.h"
#include "widgets/models/values.h"
#include <QObject>
#include <map>
#include <optional>

namespace lapidary {

/// The labelling of a project: its queues, and the desk of the open one. A key changes what is shown at once; the
/// events go to the bridge, and the words "saved" wait for its answer. Where writing fails, nothing more can be said
/// until the queue has been read again: what is shown then is what is on disk.
class LabelViewModel : public QObject {
    Q_OBJECT
public:
    explicit LabelViewModel(QObject *parent = nullptr);
    LabelViewModel(const LabelViewModel &) = delete;

    // From the session.
    void clear();
    void setQueues(const QStringList &names);
    void setRuns(const QVector<RunValues> &runs);
    void setOpened(const LabelQueueValues &queue);
    void setSaved(qint64 ticket);
    void setStopped(const QString &why);
    void setPairs(const LabelPairsValues &pairs);
    void addPair(const QString &queue, const LabelItem &item);
    void setPairFailed(const QString &why);
    void setTokens(const LabelTokens &tokens);
    void setExported(const QString &file, const QString &summary);

    // What is shown.
    const QStringList &queues() const { return queues_; }
    QString queue() const { return QString::fromStdString(desk_.session().queue); } ///< empty: none is open
    const LabelDesk &desk() const { return desk_; }
    LabelItemsModel *items() { return &items_; }
    LabelFigures figures() const { return figuresOf(desk_.state()); }
    QString guidelines() const { return guidelines_; }
    bool isReadOnly() const { return desk_.session().readOnly; }
    bool isSaved() const { return saved_ == ticket_; }
    const QString &stopped() const { return stopped_; } ///< why nothing more can be saved; empty: all is well
    const QString &news() const { return news_; }       ///< the last thing worth a sentence
    bool isPairAsked() const { return pairAsked_; }
    const LabelTokens *tokens() const; ///< of the item on show; none while they are not known
    const QVector<RunValues> &sources() const { return sources_; } ///< runs that may hold samples
    const LabelPairsValues &pairs() const { return pairs_; }
    QString undoName() const; ///< "Undo label of pair 12"; empty: nothing to undo
    QString redoName() const;

    // What a person does.
    void openQueue(const QString &name);
    void choose(const QString &verdict, bool strong);
    void skip();
    void undo();
    void redo();
    void flag();
    void setComment(const QString &text);
    void setIdeal(const QString &text);
    void show(std::size_t item);
    void move(int by);
    void setFilter(LabelFilter::Which which, const QString &search);
    void askForPair();
    void askForTokens(); ///< of the item on show, once
    void readAgain();    ///< after a stop

Q_SIGNALS:
    void queuesChanged();
    void sourcesChanged();
    void pairsChanged();
    void queueOpened();
    void shownChanged(); ///< another item, or other marks
    void savedChanged();
    void newsChanged();
    void openRequested(const QString &queue);
    void writeRequested(const std::vector<lapidary::LabelEvent> &events, qint64 ticket);
    void tokensChanged();
    void tokensRequested(const lapidary::LabelItem &item);
    void pairRequested(const QString &queue, const lapidary::LabelItem &like);

private:
    template <class Action> void act(Action action);
    void tell(const QString &news);
    QString stepName(const std::optional<LabelState::Step> &step, const QString &pattern) const;
    LabelDesk desk_{};
    LabelItemsModel items_{};
    QStringList queues_{};
    QVector<RunValues> sources_{};
    LabelPairsValues pairs_{};
    QString guidelines_{}, stopped_{}, news_{}, wanted_{}; ///< wanted_: the queue that was asked for last
    qint64 ticket_ = 0, saved_ = 0;
    bool pairAsked_ = false;
    std::map<std::string, LabelTokens> tokens_{}; ///< by item; without sides while they are asked for
};

} // namespace lapidary
