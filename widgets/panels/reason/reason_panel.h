// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "widgets/panels/panel.h"
#include <functional>

class QAbstractButton;
class QLabel;
class QPushButton;

namespace lapidary {

class Choice;
class CostStrip;
class EntryList;
class NodeView;
class ReasonViewModel;
class ReplayBar;
class SearchForm;
class SearchSetup;
class ToneLabel;
class TreeCanvas;
struct TreeFormat;
struct TreeText;

/// A search as a tree: what is searched on the left, the tree with its replay and its cost in the middle, the node and
/// the votes on the right.
class ReasonPanel : public Panel {
    Q_OBJECT
public:
    ReasonPanel(SearchSetup &setup, ReasonViewModel &model, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    bool mayTake(const QString &path) const override;
    void take(const QString &path) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeLeft();
    QWidget *makeMiddle();
    QWidget *makeRight();
    void makeExport();
    void makeShortcuts();
    void refresh();
    void fillTrees();
    void openFile();
    void askWhere(const QString &title, const QString &suggestion, const QString &filter,
                  std::function<bool(const QString &)> write, const QString &said = {});
    void saveAs(const TreeFormat &format);
    void saveJudgements();
    void showPair();
    void save(const Result<TreeText> &made, const QString &ending);
    void showMenu(int node, const QPoint &place);
    SearchSetup &setup_;
    ReasonViewModel &model_;
    QPushButton *open_, *export_, *setUp_, *pair_;
    Choice *shade_;
    QAbstractButton *fold_;
    ToneLabel *notice_;
    QWidget *left_, *right_;
    QLabel *treesTitle_;
    SearchForm *form_;
    EntryList *trees_;
    TreeCanvas *canvas_;
    ReplayBar *replay_;
    NodeView *node_;
};

} // namespace lapidary
