// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_keys.h"
#include "core/workbench/labels/label_quality.h"
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
    static constexpr int kLeastZoom = 60, kMostZoom = 300, kZoomStep = 10;
    explicit LabelViewModel(QObject *parent = nullptr);
    LabelViewModel(const LabelViewModel &) = delete;

    // From the session.
    void clear();
    void setQueues(const QStringList &names);
    void setRuns(const QVector<RunValues> &runs);
    void setOpened(const LabelQueueValues &queue);
    void setSaved(qint64 ticket);
    void setStopped(const QString &why);
    void setItems(const LabelItemsValues &items);
    void setDataSets(const QVector<LabelDataValues> &sets);
    void setQuality(const LabelQuality &quality);
    void addPair(const QString &queue, const LabelItem &item);
    void setPairFailed(const QString &why);
    void setTokens(const LabelTokens &tokens);
    void setHelp(const LabelHelpValues &help);
    void setOrdered(const LabelOrderValues &values);
    void setTrainingAdded(const QString &summary);
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
    bool hasModel() const;             ///< that gave an answer of the item on show, so that it can be asked again
    const LabelTokens *tokens() const; ///< of the item on show; none while they are not known
    const QVector<RunValues> &sources() const { return sources_; } ///< runs that may hold samples
    const QVector<LabelDataValues> &dataSets() const { return dataSets_; }
    const LabelItemsValues &found() const { return found_; }      ///< what the last request for a queue would give
    const LabelQuality &quality() const { return quality_; }      ///< as of the last askForQuality()
    std::vector<LabelAction> actions() const;                     ///< of the kind, for the item on show
    QString annotator() const { return annotator_; }              ///< who labels
    const QStringList &annotators() const { return annotators_; } ///< all who said something, and who labels
    const LiveOrigin &live() const { return live_; }              ///< the run that waits for the labels; mostly none
    const std::set<std::string> &given() const { return given_; } ///< ids of rows that it has
    void addGiven(const QString &queue, const std::vector<std::string> &ids);
    QString othersSaid() const; ///< of the item on show, where it is to be settled
    const LabelKeymap &keymap() const { return keymap_; }
    int zoom() const { return zoom_; } ///< per cent: the size of the text that is judged
    const LabelHelpValues &help() const { return help_; }
    const LabelOrderRequest &order() const { return ordered_.asked; } ///< that is in force
    const LabelOrderValues &ordered() const { return ordered_; }
    bool suggestionsShown() const { return suggestionsShown_; }
    std::size_t suggestionCount() const; ///< of the item on show
    /// The first that is not rejected of the item on show; none while they are not to be seen.
    const LabelSuggestion *suggestion() const;
    QString undoName() const; ///< "Undo label of item 12"; empty: nothing to undo
    QString redoName() const;

    // What a person does.
    void openQueue(const QString &name);
    void act(const QString &action, bool emphatic = false);
    void begin(const QString &verdict);
    void aim(std::size_t cell);
    void setAnnotator(const QString &name); ///< and reads the queue as this person left it
    void setKeymap(const LabelKeymap &map);
    void unblind();
    void setZoom(int percent); ///< within kLeastZoom and kMostZoom
    void zoomBy(int steps);
    void setGuidelines(const QString &text);
    void askForQuality();
    void settle(); ///< makes a queue of the disputed items
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
    void setOrder(const QString &order, const QStringList &models = {});
    void showSuggestions(bool shown);
    void accept();
    void reject();
    void askJudge(const QString &model);
    void seeMachine(); ///< what a machine says of the item on show is seen: a verdict behind it is not unaided

Q_SIGNALS:
    void queuesChanged();
    void sourcesChanged();
    void itemsFound();
    void keymapChanged();
    void zoomChanged();
    void annotatorChanged();
    void qualityChanged();
    void queueOpened();
    void shownChanged(); ///< another item, or other marks
    void savedChanged();
    void newsChanged();
    void openRequested(const QString &queue, const QString &annotator);
    void guidelinesWritten(const QString &queue, const QString &text);
    void qualityRequested(const QString &queue);
    void settlingRequested(const QString &queue, const QString &name);
    void writeRequested(const std::vector<lapidary::LabelEvent> &events, qint64 ticket);
    void orderRequested(const lapidary::LabelOrderRequest &asked, const lapidary::LabelState &state);
    void orderTold(const std::vector<lapidary::LabelEvent> &events);
    void orderChanged();
    void judgeRequested(const QString &queue, const QString &model);
    void tokensChanged();
    void tokensRequested(const lapidary::LabelItem &item);
    void pairRequested(const QString &queue, const lapidary::LabelItem &like);

private:
    template <class Action> void change(Action action);
    void pass(); ///< what the desk said goes to be written, and everybody hears of it
    void tell(const QString &news);
    const LabelSuggestion *nextSuggestion() const;
    QString stepName(const std::optional<LabelState::Step> &step, const QString &pattern) const;
    LabelDesk desk_{};
    LabelItemsModel items_{};
    QStringList queues_{};
    QVector<RunValues> sources_{};
    LabelItemsValues found_{};
    QVector<LabelDataValues> dataSets_{};
    LabelQuality quality_{};
    LabelKeymap keymap_ = labelKeymaps().front();
    QString annotator_ = QString::fromStdString(annotatorHere());
    QStringList annotators_{};
    std::map<std::string, std::string> said_{};
    LiveOrigin live_{};
    std::set<std::string> given_{};
    QString guidelines_{}, stopped_{}, news_{}, wanted_{}; ///< wanted_: the queue that was asked for last
    qint64 ticket_ = 0, saved_ = 0;
    bool pairAsked_ = false;
    int zoom_ = 100;
    LabelHelpValues help_{};
    LabelOrderValues ordered_{};
    bool suggestionsShown_ = false;
    std::map<std::string, LabelTokens> tokens_{}; ///< by item; without sides while they are asked for
};

} // namespace lapidary
