// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_queue_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/core_text.h"
#include "widgets/common/labels.h"
#include "widgets/common/progress_stripe.h"
#include "widgets/models/label_settings.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/label/label_item_delegate.h"
#include "widgets/panels/label/label_order_choice.h"
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

namespace {

struct FilterName {
    LabelFilter::Which which;
    QString name;
    std::size_t count;
};

QVector<FilterName> filters(const LabelFigures &f) {
    return {{LabelFilter::All, LabelQueueView::tr("All"), f.total},
            {LabelFilter::Pending, LabelQueueView::tr("Pending"), f.pending},
            {LabelFilter::Draft, LabelQueueView::tr("Drafts"), f.draft},
            {LabelFilter::Done, LabelQueueView::tr("Done"), f.done},
            {LabelFilter::Skipped, LabelQueueView::tr("Skipped"), f.skipped},
            {LabelFilter::Flagged, LabelQueueView::tr("Flagged"), f.flagged}};
}

} // namespace

LabelQueueView::LabelQueueView(LabelViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    queue_ = new Choice(QStringLiteral("labelQueue"), tr("Labelling queue"), this);
    queue_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    queue_->setMinimumContentsLength(8);
    auto *fresh = button(tr("&New…"), false, this);
    fresh->setObjectName(QStringLiteral("newQueue"));
    fresh->setToolTip(tr("Make another queue from the samples of runs, or from a data set"));
    makePerson();
    makeList();
    makeFigures();

    auto *top = new QHBoxLayout;
    top->setSpacing(2 * kGrid);
    top->addWidget(queue_, 1);
    top->addWidget(fresh);
    auto *who = new QHBoxLayout;
    who->setSpacing(2 * kGrid);
    who->addWidget(person_, 1);
    who->addWidget(more_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(top);
    layout->addLayout(who);
    layout->addSpacing(kGrid);
    layout->addWidget(progress_);
    layout->addWidget(stripe_);
    layout->addWidget(time_);
    layout->addWidget(sides_);
    layout->addSpacing(kGrid);
    layout->addWidget(filter_);
    layout->addWidget(search_);
    layout->addWidget(order_);
    layout->addWidget(none_, 1);
    layout->addWidget(list_, 1);

    connect(fresh, &QPushButton::clicked, this, &LabelQueueView::newQueueRequested);
    connect(queue_, &QComboBox::activated, this, [this] { model_.openQueue(queue_->currentText()); });
    connect(filter_, &QComboBox::activated, this, &LabelQueueView::applyFilter);
    connect(search_, &QLineEdit::textChanged, this, &LabelQueueView::applyFilter);
    followList();
    connect(&model_, &LabelViewModel::queuesChanged, this, &LabelQueueView::fillQueues);
    connect(&model_, &LabelViewModel::queueOpened, this, &LabelQueueView::fillQueues);
    connect(&model_, &LabelViewModel::shownChanged, this, &LabelQueueView::showCurrent);
    fillQueues();
}

/// Who labels: a name that is known, or another one that is typed.
void LabelQueueView::makePerson() {
    person_ = new Choice(QStringLiteral("annotator"), tr("Who labels"), this);
    person_->setToolTip(tr("Who labels: everybody has labels of his own. Choose a name, or write another one."));
    person_->setEditable(true);
    person_->setInsertPolicy(QComboBox::NoInsert);
    person_->setCompleter(nullptr); // "ada" is not to become "adam" by itself
    person_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    person_->setMinimumContentsLength(8);
    person_->lineEdit()->setAccessibleName(tr("Who labels"));
    more_ = button(tr("M&ore…"), false, this);
    more_->setObjectName(QStringLiteral("labelMore"));
    more_->setMenu(makeMenu(more_));
    connect(person_, &QComboBox::activated, this, [this] { model_.setAnnotator(person_->currentText()); });
    connect(person_->lineEdit(), &QLineEdit::returnPressed, this, [this] {
        model_.setAnnotator(person_->lineEdit()->text());
        list_->setFocus();
    });
    connect(person_->lineEdit(), &QLineEdit::editingFinished, this,
            [this] { person_->lineEdit()->setText(model_.annotator()); }); // what was not confirmed is forgotten
}

QMenu *LabelQueueView::makeMenu(QWidget *parent) {
    auto *menu = new QMenu(parent);
    menu->setObjectName(QStringLiteral("labelMenu"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    return menu;
}

void LabelQueueView::fillMenu(QMenu &menu) {
    menu.clear();
    const bool open = !model_.queue().isEmpty();
    auto *quality = menu.addAction(tr("Quality of the labels"), this, &LabelQueueView::qualityRequested);
    quality->setObjectName(QStringLiteral("showQuality"));
    quality->setEnabled(open);
    const bool blind = model_.desk().state().blind();
    auto *names = menu.addAction(tr("Show whose answers these are (for good)"), &model_, &LabelViewModel::unblind);
    names->setObjectName(QStringLiteral("showNames"));
    names->setCheckable(true);
    names->setChecked(open && !blind);
    names->setEnabled(open && blind && !model_.isReadOnly()); // what was seen cannot be forgotten
    addJudges(menu);
    menu.addSection(tr("Keys"));
    for (const LabelKeymap &map : knownLabelKeymaps()) {
        auto *keys = menu.addAction(coreText(map.title), this, [this, map] { model_.setKeymap(map); });
        keys->setObjectName(QStringLiteral("keys-") + QString::fromStdString(map.name));
        keys->setCheckable(true);
        keys->setChecked(map.name == model_.keymap().name);
    }
    const LabelSettings settings = readLabelSettings();
    auto *own = menu.addAction(settings.problem.isEmpty() ? tr("Keys of one's own stand in %1").arg(ownLabelKeysFile())
                                                          : settings.problem);
    own->setEnabled(false);
}

/// Models that can say which answers they find better.
void LabelQueueView::addJudges(QMenu &menu) {
    const QStringList judges = model_.help().judges;
    if (judges.isEmpty() || model_.isReadOnly()) return;
    auto *ask = menu.addMenu(tr("Let a model judge the pairs"));
    ask->setObjectName(QStringLiteral("askJudge"));
    for (const QString &judge : judges) {
        auto *entry = ask->addAction(QString(judge).replace(QLatin1Char('&'), QLatin1String("&&")), this,
                                     [this, judge] { model_.askJudge(judge); });
        entry->setObjectName(QStringLiteral("judge-") + judge);
    }
}

void LabelQueueView::makeList() {
    filter_ = new Choice(QStringLiteral("labelFilter"), tr("Which items to list"), this);
    search_ = new QLineEdit(this);
    search_->setObjectName(QStringLiteral("labelSearch"));
    search_->setPlaceholderText(tr("Search prompts, answers, notes"));
    search_->setAccessibleName(tr("Search items"));
    search_->setClearButtonEnabled(true);
    order_ = new LabelOrderChoice(model_, this);
    list_ = new QListView(this);
    list_->setObjectName(QStringLiteral("labelItems"));
    list_->setAccessibleName(tr("Items"));
    list_->setModel(model_.items());
    list_->setItemDelegate(new LabelItemDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    none_ = plainLabel(tr("No item passes the filter."), Type::Body, true, this);
    none_->setAlignment(Qt::AlignCenter);
}

void LabelQueueView::makeFigures() {
    progress_ = plainLabel({}, Type::Body, false, this);
    progress_->setObjectName(QStringLiteral("labelProgress"));
    stripe_ = new ProgressStripe(this);
    time_ = plainLabel({}, Type::Caption, true, this);
    sides_ = plainLabel({}, Type::Caption, true, this);
    sides_->setObjectName(QStringLiteral("labelSides"));
    sides_->setToolTip(tr("Share of the preferences that went to the answer that stood first, with its 95 % Wilson "
                          "interval. The order is drawn at random: an interval without 50 % in it says that the place "
                          "itself is preferred."));
    for (QLabel *each : {time_, sides_}) each->setWordWrap(true);
}

void LabelQueueView::followList() {
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (now.isValid() && !following_) model_.show(model_.items()->itemAt(now.row()));
    });
    // Where rows come and go under it the list looks for another current one by itself. The model says which it is.
    const auto follow = [this] { following_ = true; };
    connect(model_.items(), &QAbstractItemModel::rowsAboutToBeRemoved, this, follow);
    connect(model_.items(), &QAbstractItemModel::rowsAboutToBeInserted, this, follow);
    connect(model_.items(), &QAbstractItemModel::modelAboutToBeReset, this, follow);
}

void LabelQueueView::fillQueues() {
    queue_->clear();
    queue_->addItems(model_.queues());
    queue_->setCurrentIndex(queue_->findText(model_.queue()));
    person_->clear();
    QStringList people = model_.annotators();
    if (!people.contains(model_.annotator())) people.prepend(model_.annotator());
    person_->addItems(people);
    person_->setCurrentIndex(person_->findText(model_.annotator()));
    const QSignalBlocker quiet(search_);
    search_->setText(QString::fromStdString(model_.desk().filter().search));
    showCurrent();
}

void LabelQueueView::applyFilter() {
    model_.setFilter(static_cast<LabelFilter::Which>(filter_->currentData().toInt()), search_->text());
}

void LabelQueueView::showCurrent() {
    showFigures();
    const auto index = model_.desk().index();
    const int row = index ? model_.items()->rowOf(*index) : -1;
    following_ = true;
    if (row < 0)
        list_->selectionModel()->clear();
    else
        list_->selectionModel()->setCurrentIndex(model_.items()->index(row), QItemSelectionModel::ClearAndSelect);
    const bool empty = model_.items()->rowCount() == 0;
    none_->setVisible(empty);
    list_->setVisible(!empty);
    following_ = false;
}

void LabelQueueView::showFigures() {
    const LabelFigures figures = model_.figures();
    const auto all = filters(figures);
    if (filter_->count() != all.size()) {
        filter_->clear();
        for (const auto &each : all) filter_->addItem(each.name, int(each.which));
    }
    for (int i = 0; i < all.size(); ++i)
        filter_->setItemText(i, QStringLiteral("%1 (%2)").arg(all[i].name).arg(all[i].count));
    filter_->setCurrentIndex(filter_->findData(int(model_.desk().filter().which)));
    const std::size_t judged = figures.done; // what was put aside is not judged
    progress_->setText(tr("%1 of %2 judged").arg(judged).arg(figures.total) +
                       (figures.skipped > 0 ? tr(", %n skipped", nullptr, int(figures.skipped)) : QString()));
    stripe_->setShare(figures.total ? double(judged) / double(figures.total) : 0);
    time_->setText(figures.medianSeconds ? tr("Median time per item: %1 s").arg(*figures.medianSeconds, 0, 'f', 1)
                                         : tr("Time per item: nothing judged yet"));
    const LabelKind &kind = model_.desk().state().kind();
    sides_->setVisible(kind.most > 1 && kind.fewest > 0); // where answers stand beside one another
    if (const auto &share = figures.firstShare) {
        const bool biased = share->low > 0.5 || share->high < 0.5;
        const auto firm = [](double part) { return percentText(part).replace(u' ', QChar(QChar::Nbsp)); };
        sides_->setText(
            tr("First answer preferred: %1 (%2 to %3)").arg(firm(share->value), firm(share->low), firm(share->high)) +
            (biased ? tr(" – position bias") : QString()));
    } else {
        sides_->setText(tr("Position bias: no preference yet"));
    }
}

} // namespace lapidary
