// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_answers_view.h"
#include "widgets/common/key_button.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/word_diff.h"
#include "widgets/panels/label/label_keys_shown.h"
#include "widgets/panels/label/label_zoom.h"
#include "widgets/panels/label/rank_bar.h"
#include "widgets/panels/label/rating_cells.h"
#include <QApplication>
#include <QGridLayout>
#include <QScrollBar>
#include <algorithm>
#include <utility>

namespace lapidary {

namespace {

std::size_t answerAt(const LabelViewModel &model, std::size_t place) {
    return std::size_t(model.desk().order()[place] - 'a');
}

/// Columns of the grid: three answers still stand beside one another, four are read better two by two.
int columnsFor(int answers) {
    return answers <= 3 ? std::max(answers, 1) : answers == 4 ? 2 : 3;
}

} // namespace

LabelAnswersView::LabelAnswersView(LabelViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), columns_(new QWidget(this)), ranks_(new RankBar(this)),
      zoom_(new LabelZoom(model, this)) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(columns_, 1);
    layout->addWidget(ranks_);
    connect(ranks_, &RankBar::moved, this, &LabelAnswersView::moveRank);
    connect(&model_, &LabelViewModel::tokensChanged, this, &LabelAnswersView::showTexts);
}

LabelAnswersView::Column LabelAnswersView::makeColumn(std::size_t place, bool pair) {
    const QString number = QString::number(place + 1);
    Column made{.box = new QWidget(columns_)};
    const QString word = !pair        ? QStringLiteral("Answer") + number
                         : place == 0 ? QStringLiteral("Left")
                                      : QStringLiteral("Right");
    made.name = plainLabel({}, Type::Heading, false, made.box);
    made.name->setObjectName(QStringLiteral("name") + word);
    made.name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    made.rank = plainLabel({}, Type::Body, true, made.box);
    made.rank->setObjectName(QStringLiteral("rank") + word);
    made.text = new TextView(pair ? (place == 0 ? tr("Left answer") : tr("Right answer")) : tr("Answer %1").arg(number),
                             made.box);
    made.text->setObjectName(QStringLiteral("label") + word);
    made.text->setMinimumHeight(9 * kGrid);
    zoom_->watch(made.text);
    auto *head = new QHBoxLayout;
    head->setSpacing(2 * kGrid);
    for (const LabelAction &action : model_.actions()) {
        const QString name = QString::fromStdString(action.name);
        if (name != QStringLiteral("place") + number && name != QStringLiteral("take") + number) continue;
        made.key = new KeyButton(labelActionWords(action), labelKeyShown(model_.keymap(), action), made.box);
        made.key->setObjectName(name);
        connect(made.key, &QPushButton::clicked, this,
                [this, name] { model_.act(name, QApplication::keyboardModifiers() & Qt::ShiftModifier); });
        head->addWidget(made.key);
    }
    head->addWidget(made.name, 1);
    head->addWidget(made.rank);
    auto *layout = new QVBoxLayout(made.box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addLayout(head);
    layout->addWidget(made.text, 1);
    if (model_.desk().state().kind().rated) {
        made.cells = new RatingCells(made.box);
        made.cells->setObjectName(QStringLiteral("ratings") + number);
        layout->addWidget(made.cells);
        connect(made.cells, &RatingCells::rated, this, [this, place](int criterion, int points) {
            model_.aim(place * model_.desk().state().setup().criteria.size() + std::size_t(criterion));
            model_.act(QStringLiteral("rate%1").arg(points));
        });
    }
    return made;
}

/// Columns are made anew only where the kind, the number of answers or the keys are others.
void LabelAnswersView::rebuild() {
    const LabelItem *item = model_.desk().item();
    const LabelKind &kind = model_.desk().state().kind();
    const std::size_t n = item ? item->answers.size() : all_.size();
    const QString wanted = QStringLiteral("%1 %2 %3")
                               .arg(QString::fromUtf8(kind.name.data(), qsizetype(kind.name.size())))
                               .arg(n)
                               .arg(QString::fromStdString(model_.keymap().name));
    if (wanted == built_) return;
    built_ = wanted;
    for (const Column &each : all_) { // one of its keys may be the one that was pressed
        each.box->hide();
        each.box->setParent(nullptr);
        each.box->deleteLater();
    }
    all_.clear();
    delete grid_;
    grid_ = new QGridLayout(columns_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(3 * kGrid);
    grid_->setVerticalSpacing(2 * kGrid);
    const int across = columnsFor(int(n));
    for (std::size_t place = 0; place < n; ++place) {
        all_.push_back(makeColumn(place, kind.most == 2));
        grid_->addWidget(all_.back().box, int(place) / across, int(place) % across);
        grid_->setColumnStretch(int(place) % across, 1);
    }
    if (kind.most == 2) scrollTogether();
}

/// The sides of a pair are read line by line beside one another.
void LabelAnswersView::scrollTogether() {
    for (const Column &each : all_)
        connect(each.text->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
            if (std::exchange(scrolling_, true)) return; // the shorter one stops at its end, and moves nothing
            for (const Column &other : all_) other.text->verticalScrollBar()->setValue(value);
            scrolling_ = false;
        });
}

QString LabelAnswersView::answer(std::size_t place) const {
    return place < all_.size() ? all_[place].text->toPlainText() : QString();
}

void LabelAnswersView::setDifferences(bool shown) {
    differences_ = shown;
    showTexts();
}

void LabelAnswersView::setTokenColours(bool shown) {
    tokenColours_ = shown;
    showTexts();
}

void LabelAnswersView::refresh() {
    rebuild();
    const LabelItem *item = model_.desk().item();
    const bool named = model_.desk().showsNames(), pair = model_.desk().state().kind().most == 2;
    for (std::size_t place = 0; place < all_.size(); ++place) {
        const QString who =
            item && named ? QString::fromStdString(item->answers[answerAt(model_, place)].name) : QString();
        const QString side = pair               ? (place == 0 ? tr("Left") : tr("Right"))
                             : all_[place].key  ? QString()
                             : all_.size() == 1 ? tr("Answer")
                                                : tr("Answer %1").arg(place + 1);
        QStringList words{side, who};
        words.removeAll(QString());
        all_[place].name->setText(words.join(QStringLiteral("  ·  ")));
        if (all_[place].key) all_[place].key->setEnabled(item && !model_.isReadOnly() && model_.stopped().isEmpty());
    }
    showRatings();
    showRanks();
}

void LabelAnswersView::showRatings() {
    const LabelMark *mark = model_.desk().mark();
    const auto &criteria = model_.desk().state().setup().criteria;
    QStringList words;
    for (const auto &each : criteria) words.append(QString::fromStdString(each));
    const int n = int(criteria.size());
    for (std::size_t place = 0; place < all_.size(); ++place) {
        if (!all_[place].cells) continue;
        const QString all = mark ? QString::fromStdString(mark->now()) : QString();
        const int first = int(answerAt(model_, place)) * (n + 1), at = int(model_.desk().at()) - int(place) * n;
        all_[place].cells->show(words, all.mid(first, n), mark && at >= 0 && at < n ? at : -1);
        all_[place].cells->setEnabled(mark && !model_.isReadOnly() && model_.stopped().isEmpty());
    }
}

/// All letters in the order of the ranks; those without one stand behind as they stand on the screen.
std::string LabelAnswersView::shownRanks() const {
    const LabelMark *mark = model_.desk().mark();
    std::string out;
    for (const char c : mark ? mark->now() : std::string())
        if (c != '>' && c != '=') out += c;
    for (const char c : model_.desk().order())
        if (out.find(c) == std::string::npos) out += c;
    return out;
}

void LabelAnswersView::showRanks() {
    const LabelMark *mark = model_.desk().mark();
    const bool ranked =
        mark && model_.desk().state().kind().scale == stats::Scale::Ordinal && !model_.desk().state().kind().ofSteps;
    ranks_->setVisible(ranked);
    for (Column &each : all_) each.rank->setText({});
    if (!ranked) return;
    QStringList tiles, places;
    int current = -1;
    const std::string now = mark->now();
    QString place = QStringLiteral("1");
    for (const char c : shownRanks()) {
        const std::size_t at = now.find(c), shown = model_.desk().order().find(c);
        if (at != std::string::npos && at > 0 && now[at - 1] == '>') place = QString::number(at / 2 + 1);
        if (shown == model_.desk().at()) current = int(tiles.size());
        tiles.append(tr("Answer %1").arg(shown + 1));
        places.append(at == std::string::npos ? QString() : place);
        if (at != std::string::npos) all_[shown].rank->setText(tr("Place %1").arg(place));
    }
    ranks_->show(tiles, places, now.empty() ? -1 : current);
    ranks_->setEnabled(!model_.isReadOnly() && model_.stopped().isEmpty());
}

/// The order as it stands after a tile was dragged; it says so of all of them.
void LabelAnswersView::moveRank(int from, int to) {
    std::string order = shownRanks();
    const char moved = order[std::size_t(from)];
    order.erase(std::size_t(from), 1);
    order.insert(std::size_t(to), 1, moved);
    QStringList letters;
    for (const char c : order) letters.append(QString(QLatin1Char(c)));
    model_.begin(letters.join(QLatin1Char('>')));
}

void LabelAnswersView::showTexts() {
    rebuild();
    const LabelItem *item = model_.desk().item();
    std::vector<QString> texts(all_.size());
    for (std::size_t place = 0; item && place < all_.size(); ++place)
        texts[place] = QString::fromStdString(item->answers[answerAt(model_, place)].text);
    const auto marks = marksOf(texts);
    for (std::size_t place = 0; place < all_.size(); ++place) {
        all_[place].text->setPlaceholderText(item ? tr("an empty answer") : QString());
        all_[place].text->setMarkedText(texts[place], marks[place]);
    }
    if (!tokenColours_ || !item || !model_.hasModel()) return;
    model_.askForTokens();
    if (const LabelTokens *tokens = model_.tokens(); tokens && tokens->answers.size() == all_.size())
        for (std::size_t place = 0; place < all_.size(); ++place)
            all_[place].text->setShades(tokens->answers[answerAt(model_, place)]);
}

/// Of two answers, where they differ; of more, where each differs from the first on the screen.
std::vector<QVector<QPair<int, int>>> LabelAnswersView::marksOf(const std::vector<QString> &texts) const {
    std::vector<QVector<QPair<int, int>>> out(texts.size());
    for (std::size_t place = 1; differences_ && place < texts.size(); ++place) {
        const WordDiff diff = wordDiff(texts[0], texts[place]);
        out[place] = diff.b;
        if (texts.size() == 2) out[0] = diff.a;
    }
    return out;
}

} // namespace lapidary
