// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace lapidary {

class LabelActions;
class LabelItemView;
class LabelQualityView;
class LabelQueueView;
class LabelViewModel;
class LiveViewModel;
class NewQueuePage;
class StepHelpModel;

/// Labels by hand: queues at the left, the item, and the keys. No key destroys work, and while a text field has the
/// focus the keys type.
class LabelPanel : public Panel {
    Q_OBJECT
public:
    LabelPanel(LabelViewModel &model, LiveViewModel &live, StepHelpModel &steps, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    bool undo() override;
    bool redo() override;
    /// Lets the person choose the method that is to learn from the labels.
    void offerLessons(const QString &queue, const QVector<LabelLessonValues> &lessons);

Q_SIGNALS:
    void sourcesWanted();
    void itemsWanted(const lapidary::LabelQueueRequest &request);
    void queueWanted(const lapidary::LabelQueueRequest &request);
    void exportWanted(const QString &queue);
    void lessonsWanted(const QString &queue); ///< to be given to offerLessons()
    void trainingWanted(const QString &queue, const QString &method);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum Page { Labelling, Making, Quality };
    QWidget *makePage();
    QWidget *makeStopped(QWidget *page);
    QWidget *makeSide(QWidget *page);
    void addActions();
    void connectAll();
    void refresh();
    void showNews(const LabelFigures &figures);
    bool isTyping() const;
    bool isForTheField(const QKeyEvent &event) const;
    void makeQueue();
    void showPage();
    void showQuality(bool shown);
    void focusItems();
    LabelViewModel &model_;
    LiveViewModel &live_;
    StepHelpModel &steps_;
    QStackedLayout *pages_;
    QWidget *page_ = nullptr;
    LabelQueueView *side_ = nullptr;
    LabelItemView *item_ = nullptr;
    LabelActions *actions_ = nullptr;
    LabelQualityView *quality_;
    NewQueuePage *new_;
    QWidget *stopped_ = nullptr;
    QLabel *stoppedText_ = nullptr, *news_ = nullptr;
    QPushButton *export_ = nullptr, *train_ = nullptr, *otherwise_ = nullptr;
    bool measuring_ = false; ///< the quality of the labels is shown
    bool making_ = false;    ///< the person asked for another queue
};

} // namespace lapidary
