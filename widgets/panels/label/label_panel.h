// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_values.h"
#include "widgets/panels/panel.h"
#include <functional>

class QLabel;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace lapidary {

class KeyButton;
class LabelPairView;
class LabelQueueView;
class LabelViewModel;
class NewQueuePage;

/// Preferences by hand: queues at the left, the pair, and the keys. No key destroys work, and while a text field has
/// the focus the keys type.
class LabelPanel : public Panel {
    Q_OBJECT
public:
    explicit LabelPanel(LabelViewModel &model, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    bool undo() override;
    bool redo() override;

Q_SIGNALS:
    void pairsWanted(const lapidary::LabelQueueRequest &request);
    void queueWanted(const lapidary::LabelQueueRequest &request);
    void exportWanted(const QString &queue);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum Page { Labelling, Making };
    QWidget *makePage();
    QWidget *makeStopped(QWidget *page);
    void addVerdicts(QVBoxLayout &column, QWidget *page);
    void addTools(QVBoxLayout &column, QWidget *page);
    QWidget *makeSide(QWidget *page);
    KeyButton *keyed(const QString &name, const QString &words, const QString &key, QWidget *page,
                     const std::function<void()> &action);
    void onKeys(std::initializer_list<const char *> keys, const std::function<void()> &action);
    void addKeys();
    void refresh();
    bool isTyping() const;
    void makeQueue();
    void showPage();
    LabelViewModel &model_;
    QStackedLayout *pages_;
    QWidget *page_ = nullptr;
    LabelQueueView *side_ = nullptr;
    LabelPairView *pair_ = nullptr;
    NewQueuePage *new_;
    QWidget *stopped_ = nullptr;
    QLabel *stoppedText_ = nullptr, *news_ = nullptr;
    QList<KeyButton *> verdicts_{}; ///< that need an item
    KeyButton *undo_ = nullptr, *redo_ = nullptr, *differences_, *tokens_ = nullptr, *fresh_ = nullptr,
              *guide_ = nullptr;
    QPushButton *export_ = nullptr, *train_ = nullptr;
    bool making_ = false; ///< the person asked for another queue
};

} // namespace lapidary
