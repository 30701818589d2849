// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/reason_panel.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/core_text.h"
#include "widgets/common/entry_list.h"
#include "widgets/common/flow_layout.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/reason_view_model.h"
#include "widgets/models/search_setup.h"
#include "widgets/models/tree_export.h"
#include "widgets/panels/reason/cost_strip.h"
#include "widgets/panels/reason/node_view.h"
#include "widgets/panels/reason/replay_bar.h"
#include "widgets/panels/reason/search_form.h"
#include "widgets/panels/reason/tree_canvas.h"
#include "widgets/panels/reason/tree_pair.h"
#include "widgets/panels/reason/votes_view.h"
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QShortcut>
#include <QVBoxLayout>

namespace lapidary {

namespace {

constexpr int kSide = 59 * kGrid;
constexpr int kNarrow = 1100; ///< below it the form makes room for the tree of the search that it starts

QByteArray eventLines(const SearchTreeModel &tree) {
    QByteArray out;
    for (const SearchEvent &event : tree.events()) out += QByteArray::fromStdString(dumpJson(toJson(event)) + "\n");
    return out;
}

bool writeBytes(const QByteArray &text, const QString &file) {
    QSaveFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(text) == text.size() && out.commit();
}

} // namespace

ReasonPanel::ReasonPanel(SearchSetup &setup, ReasonViewModel &model, QWidget *parent)
    : Panel(parent), setup_(setup), model_(model) {
    QWidget *left = makeLeft(), *middle = makeMiddle(), *right = makeRight(); // in the order of Tab
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(5 * kGrid, 4 * kGrid, 5 * kGrid, 4 * kGrid);
    layout->setSpacing(4 * kGrid);
    layout->addWidget(left);
    layout->addWidget(middle, 1);
    layout->addWidget(right);
    connect(form_, &SearchForm::begun, this, [this] {
        if (width() < kNarrow) setUp_->setChecked(false);
        canvas_->setFocus();
    });
    connect(canvas_, &TreeCanvas::expandWanted, node_, &NodeView::expand);
    connect(canvas_, &TreeCanvas::editWanted, node_, &NodeView::beginEdit);
    connect(canvas_, &TreeCanvas::appendWanted, node_, &NodeView::beginAppend);
    connect(canvas_, &TreeCanvas::tokensWanted, node_, &NodeView::beginTokens);
    connect(canvas_, &TreeCanvas::capWanted, node_, &NodeView::beginCap);
    connect(canvas_, &TreeCanvas::menuRequested, this, &ReasonPanel::showMenu);
    connect(node_, &NodeView::left, canvas_, qOverload<>(&QWidget::setFocus));
    connect(&model_, &ReasonViewModel::stateChanged, this, &ReasonPanel::refresh);
    connect(&model_, &ReasonViewModel::treeShown, this, &ReasonPanel::refresh);
    connect(&model_, &ReasonViewModel::entriesChanged, this, &ReasonPanel::fillTrees);
    makeShortcuts();
    fillTrees();
    refresh();
}

QWidget *ReasonPanel::makeLeft() {
    left_ = new QWidget(this);
    left_->setFixedWidth(kSide);
    form_ = new SearchForm(setup_, model_, left_);
    treesTitle_ = plainLabel({}, Type::Heading, false, left_);
    trees_ = new EntryList(QStringLiteral("reasonTrees"), tr("Trees"), left_);
    open_ = button(tr("&Open…"), false, left_);
    open_->setObjectName(QStringLiteral("reasonOpen"));
    open_->setToolTip(tr("The searches of a run (its run.log), or a file of search events"));
    auto *line = new QHBoxLayout;
    line->addWidget(treesTitle_, 1);
    line->addWidget(open_);
    auto *layout = new QVBoxLayout(left_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(form_);
    layout->addLayout(line);
    layout->addWidget(trees_, 1);
    connect(trees_, &EntryList::chosen, this, [this](const QString &id) { model_.show(id.toInt()); });
    connect(open_, &QPushButton::clicked, this, &ReasonPanel::openFile);
    return left_;
}

QWidget *ReasonPanel::makeHead() {
    auto *head = new QWidget(this);
    setUp_ = button(QStringLiteral("‹"), false, head);
    setUp_->setAccessibleName(tr("Set up"));
    setUp_->setFixedWidth(9 * kGrid);
    setUp_->setObjectName(QStringLiteral("reasonSetUp"));
    setUp_->setCheckable(true);
    setUp_->setChecked(true);
    setUp_->setToolTip(tr("Shows and hides what is searched"));
    shade_ = new Choice(QStringLiteral("reasonShade"), tr("What colours the nodes"), head);
    for (const TreeShade each :
         {TreeShade::Score, TreeShade::LogProb, TreeShade::Order, TreeShade::Visits, TreeShade::Value})
        shade_->addItem(shadeWords(each));
    shade_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    shade_->setMinimumContentsLength(7);
    fold_ = new CheckBox(tr("&Fold chains"), head);
    fold_->setObjectName(QStringLiteral("reasonFold"));
    fold_->setToolTip(tr("Steps that follow each other without a branch are one box"));
    export_ = button(tr("E&xport"), false, head);
    export_->setObjectName(QStringLiteral("reasonExport"));
    makeExport();
    auto *line = new FlowLayout(head);
    line->addWidget(setUp_);
    line->addWidget(shade_);
    line->addWidget(fold_);
    line->addStretch();
    pair_ = button(tr("Co&mpare…"), false, head);
    pair_->setObjectName(QStringLiteral("reasonPair"));
    connect(pair_, &QPushButton::clicked, this, &ReasonPanel::showPair);
    line->addWidget(pair_);
    line->addWidget(export_);
    connect(setUp_, &QPushButton::toggled, left_, &QWidget::setVisible);
    connect(setUp_, &QPushButton::toggled, this,
            [this](bool on) { setUp_->setText(on ? QStringLiteral("‹") : QStringLiteral("›")); });
    connect(shade_, &QComboBox::currentIndexChanged, this, [this](int at) { canvas_->setShade(TreeShade(at)); });
    connect(fold_, &QAbstractButton::toggled, &model_, &ReasonViewModel::setFoldsChains);
    return head;
}

QWidget *ReasonPanel::makeMiddle() {
    auto *middle = new QWidget(this);
    QWidget *head = makeHead();
    notice_ = new ToneLabel(Type::Caption, middle);
    notice_->setObjectName(QStringLiteral("reasonNotice"));
    notice_->setWordWrap(true);
    canvas_ = new TreeCanvas(model_, middle);
    canvas_->setHint(
        tr("Set a problem up on the left and search, or open the searches of a run: the tree grows here."));
    replay_ = new ReplayBar(model_, middle);
    auto *layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(head);
    layout->addWidget(notice_);
    layout->addWidget(canvas_, 1);
    layout->addWidget(replay_);
    layout->addWidget(new CostStrip(model_, middle));
    return middle;
}

QWidget *ReasonPanel::makeRight() {
    right_ = new QWidget(this);
    right_->setFixedWidth(kSide + 3 * kGrid);
    node_ = new NodeView(model_, right_);
    auto *layout = new QVBoxLayout(right_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(node_, 1);
    layout->addWidget(plainLabel(tr("Votes"), Type::Heading, false, right_));
    layout->addWidget(new VotesView(model_, right_));
    return right_;
}

void ReasonPanel::makeExport() {
    auto *menu = new QMenu(export_);
    menu->setObjectName(QStringLiteral("reasonExportMenu"));
    const auto suggestion = [] { return QStringLiteral("search"); };
    menu->addAction(tr("Picture (PNG)…"), this, [this, suggestion] {
        askWhere(tr("Save the picture"), suggestion() + ".png", tr("PNG picture (*.png)"),
                 [this](const QString &file) { return canvas_->writePicture(file); });
    });
    menu->addAction(tr("Picture (SVG)…"), this, [this, suggestion] {
        askWhere(tr("Save the picture"), suggestion() + ".svg", tr("SVG picture (*.svg)"),
                 [this](const QString &file) { return canvas_->writePicture(file); });
    });
    menu->addSeparator();
    menu->addAction(tr("Events (JSON Lines)…"), this, [this, suggestion] {
        askWhere(tr("Save the events"), suggestion() + ".jsonl", tr("JSON Lines (*.jsonl)"),
                 [this](const QString &file) { return model_.tree() && writeBytes(eventLines(*model_.tree()), file); });
    });
    for (const TreeFormat &each : treeFormats())
        menu->addAction(each.summary + QStringLiteral("…"), this, [this, each] { saveAs(each); });
    menu->addAction(tr("Steps labelled by hand, JSON Lines") + QStringLiteral("…"), this, &ReasonPanel::saveJudgements);
    export_->setMenu(menu);
}

/// What cannot be made of the tree is said before anybody is asked for a place.
void ReasonPanel::saveAs(const TreeFormat &format) {
    if (model_.tree()) save(treeText(*model_.tree(), model_.origin(), format.name), format.ending);
}

void ReasonPanel::showPair() {
    auto *pair = new TreePair(model_, this);
    pair->setAttribute(Qt::WA_DeleteOnClose);
    pair->open();
}

void ReasonPanel::saveJudgements() {
    if (!model_.tree()) return;
    const TreeText made = judgedSteps(*model_.tree(), model_.origin(), model_.judgements());
    if (made.text.isEmpty())
        return model_.say(tr("No step has a label by hand. Choose a node and press 1 (good), 2 (neutral) or 3 (bad)."));
    save(made, QStringLiteral(".jsonl"));
}

void ReasonPanel::save(const Result<TreeText> &made, const QString &ending) {
    if (!made) return model_.say(coreText(made.error()));
    askWhere(
        tr("Save the tree"), QStringLiteral("search") + ending, QStringLiteral("%1 (*%1)").arg(ending),
        [text = made->text](const QString &file) { return writeBytes(text, file); }, made->said);
}

void ReasonPanel::askWhere(const QString &title, const QString &suggestion, const QString &filter,
                           std::function<bool(const QString &)> write, const QString &said) {
    auto *dialog = new QFileDialog(this, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("reasonSave"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(suggestion).suffix());
    dialog->selectFile(suggestion);
    connect(dialog, &QFileDialog::fileSelected, this, [this, said, write = std::move(write)](const QString &file) {
        const bool done = write(file);
        model_.say(done ? tr("Written to %1.").arg(file) + (said.isEmpty() ? QString() : QLatin1Char(' ') + said)
                        : tr("%1 cannot be written. Choose a folder that can be written to.").arg(file),
                   done);
    });
    dialog->open();
}

void ReasonPanel::openFile() {
    auto *dialog =
        new QFileDialog(this, tr("Open the searches of a run"), {}, tr("Run logs and search events (run.log *.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("reasonOpenFile"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &model_, &ReasonViewModel::open);
    dialog->open();
}

void ReasonPanel::showMenu(int node, const QPoint &place) {
    model_.choose(node);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("reasonNodeMenu"));
    const bool may = model_.whyNoAct().isEmpty();
    const auto add = [&](const QString &words, bool enabled, auto &&what) {
        QAction *action = menu->addAction(words, this, what);
        action->setEnabled(enabled);
    };
    add(tr("Expand") + QStringLiteral("\tG"), may, [this] { node_->expand(); });
    add(tr("Search from here, as set up"), may && setup_.whyNot().isEmpty(),
        [this, node] { model_.searchBehind(node, setup_.request()); });
    add(tr("Edit…") + QStringLiteral("\tE"), may && node > 0, [this] { node_->beginEdit(); });
    add(tr("Put a text behind…") + QStringLiteral("\tW"), may, [this] { node_->beginAppend(); });
    add(tr("End the thoughts…") + QStringLiteral("\tC"), may, [this] { node_->beginCap(); });
    add(tr("Tokens") + QStringLiteral("\tT"), model_.whyNoTokens().isEmpty(), [this] { node_->beginTokens(); });
    menu->addSeparator();
    add((model_.isMarked(node) ? tr("Remove the bookmark") : tr("Bookmark")) + QStringLiteral("\tB"), node > 0,
        [this, node] { model_.toggleMark(node); });
    menu->popup(place);
}

void ReasonPanel::makeShortcuts() {
    const auto key = [this](const QKeySequence &keys, auto &&what) {
        auto *shortcut = new QShortcut(keys, canvas_);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, what);
    };
    key(QKeySequence(Qt::Key_Comma), [this] { replay_->step(-1); });
    key(QKeySequence(Qt::Key_Period), [this] { replay_->step(1); });
    key(QKeySequence(Qt::Key_P), [this] { replay_->togglePlay(); });
    key(QKeySequence(Qt::Key_Escape), [this] {
        if (model_.isBusy()) model_.stop();
    });
}

QVector<KeyHelp> ReasonPanel::keyHelp() const {
    return {{QStringLiteral("Ctrl+Enter"), tr("Tree: search, or branch with the edited text")},
            {QStringLiteral("←  →"), tr("Tree: to the parent, to a child")},
            {QStringLiteral("↑  ↓"), tr("Tree: to the node above and below")},
            {QStringLiteral("Home  End"), tr("Tree: to the problem, to the answer")},
            {QStringLiteral("G"), tr("Tree: more answers behind the node")},
            {QStringLiteral("E"), tr("Tree: edit the node in a branch (can be undone)")},
            {QStringLiteral("W"), tr("Tree: put a text behind the node (can be undone)")},
            {QStringLiteral("T"), tr("Tree: the tokens, and what else could have stood there")},
            {QStringLiteral("C"), tr("Tree: end the thoughts behind the node (can be undone)")},
            {QStringLiteral("B"), tr("Tree: bookmark the node")},
            {QStringLiteral("1  2  3"), tr("Tree: label the step good, neutral or bad (can be undone)")},
            {QStringLiteral("Space"), tr("Tree: open and fold the chain")},
            {QStringLiteral(",  .  P"), tr("Tree: an event back, an event on, replay")},
            {QStringLiteral("+  −  0"), tr("Tree: nearer, further, all of it")},
            {QStringLiteral("Esc"), tr("Tree: stop the search, and keep what was found")}};
}

bool ReasonPanel::mayTake(const QString &path) const {
    return path.endsWith(QLatin1String(".log")) || (isVisible() && path.endsWith(QLatin1String(".jsonl")));
}

void ReasonPanel::take(const QString &path) {
    model_.open(path);
}

void ReasonPanel::showEvent(QShowEvent *event) {
    Panel::showEvent(event);
    setup_.prepare();
    if (!model_.tree()) form_->beginWriting();
}

void ReasonPanel::fillTrees() {
    QVector<EntryList::Entry> entries;
    for (const auto &each : model_.entries())
        entries.append({.id = QString::number(each.id), .name = each.title, .about = each.about});
    trees_->setEntries(entries, QString::number(model_.current()));
    treesTitle_->setText(entries.isEmpty() ? tr("Trees") : tr("Trees (%1)").arg(entries.size()));
}

void ReasonPanel::refresh() {
    if (trees_->currentId() != QString::number(model_.current())) fillTrees();
    const SearchTreeModel *tree = model_.tree();
    fold_->setChecked(model_.foldsChains());
    export_->setEnabled(tree != nullptr);
    pair_->setEnabled(model_.entries().size() > 1);
    pair_->setToolTip(pair_->isEnabled() ? tr("Two searches side by side, with what each costs")
                                         : tr("There are no two searches to compare yet."));
    QString words = model_.notice();
    if (words.isEmpty() && model_.isBusy())
        words = model_.isLoading() ? tr("Loading the model …")
                                   : tr("Searching … %n nodes", nullptr, tree ? tree->count() : 0);
    notice_->setTone(model_.notice().isEmpty() || model_.noticeIsGood() ? Tone::Neutral : Tone::Warning);
    notice_->setText(words);
    notice_->setVisible(!words.isEmpty());
}

} // namespace lapidary
