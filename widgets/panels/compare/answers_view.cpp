// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/answers_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/flow_layout.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/common/verdict_line.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/step_lines.h"
#include "widgets/models/word_diff.h"
#include "widgets/panels/compare/question_delegate.h"
#include <QGridLayout>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>

namespace lapidary {

namespace {

QVector<QPair<QuestionFilter, QString>> filters() {
    return {{QuestionFilter::All, AnswersView::tr("All questions")},
            {QuestionFilter::AOnly, AnswersView::tr("A right, B wrong")},
            {QuestionFilter::BOnly, AnswersView::tr("A wrong, B right")},
            {QuestionFilter::BothRight, AnswersView::tr("Both right")},
            {QuestionFilter::BothWrong, AnswersView::tr("Both wrong")},
            {QuestionFilter::DifferentAnswers, AnswersView::tr("Different answers")}};
}

/// "answer 7", "1/9 steps wrong", "46 tokens"
QStringList restOf(const GradedAnswer &graded, const StepLines &lines) {
    const Answer &answer = graded.answer;
    const QString result = toQt(answer.result.value_or(""));
    QStringList parts{!endedItself(answer.finishReason) ? AnswersView::tr("cut before its end")
                      : result.isEmpty()                ? AnswersView::tr("no answer")
                                                        : AnswersView::tr("answer %1").arg(result)};
    if (const QString chain = chainWords(graded, lines); !chain.isEmpty()) parts.append(chain);
    parts.append(AnswersView::tr("%1 tokens").arg(answer.cost.spent()));
    return parts;
}

QVector<TextView::LineMark> lineMarks(const StepLines &lines) {
    QVector<TextView::LineMark> out;
    for (const StepLines::Step &step : lines.steps) out.append({step.begin, step.right});
    return out;
}

/// What tells a question from every other one: an id may stand for several.
QStringList keyOf(const AnswerPair &question) {
    return {toQt(question.bucket), toQt(question.id), toQt(question.prompt)};
}

} // namespace

AnswersView::AnswersView(CompareViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    list_ = new QListView(this);
    list_->setObjectName(QStringLiteral("questions"));
    list_->setAccessibleName(tr("Questions"));
    list_->setModel(model_.questions());
    list_->setItemDelegate(new QuestionDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(3 * kGrid);
    auto *bar = makeBar();
    tests_ = plainLabel({}, Type::Body, true, this);
    tests_->setWordWrap(true);
    tests_->setToolTip(
        tr("McNemar's exact test on the questions that only one of the two arms answered right. p stands plain, and "
           "corrected for all pairs of the table (Holm): whoever picks the best of many has looked at all of them."));
    tests_->setObjectName(QStringLiteral("tests"));
    tests_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    split->addWidget(list_);
    split->addWidget(makeTexts());
    split->setSizes({340, 760});
    split->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(bar);
    layout->addWidget(tests_);
    layout->addWidget(split, 1);

    const auto choose = [this] { model_.chooseArms(armA_->currentText(), armB_->currentText()); };
    connect(armA_, &QComboBox::activated, this, choose);
    connect(armB_, &QComboBox::activated, this, choose);
    connect(filter_, &QComboBox::currentIndexChanged, this, &AnswersView::applyFilter);
    connect(bucket_, &QComboBox::currentIndexChanged, this, &AnswersView::applyFilter);
    connect(search_, &QLineEdit::textChanged, this, &AnswersView::applyFilter);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &AnswersView::showQuestion);
    connect(&model_, &CompareViewModel::changed, this, &AnswersView::fillChoices);
    connect(&model_, &CompareViewModel::answersChanged, this, &AnswersView::applyFilter);
    fillChoices();
}

QWidget *AnswersView::makeBar() {
    auto *bar = new QWidget(this);
    auto *layout = new FlowLayout(bar);
    armA_ = new Choice(QStringLiteral("armA"), tr("Arm A"), bar);
    armB_ = new Choice(QStringLiteral("armB"), tr("Arm B"), bar);
    filter_ = new Choice(QStringLiteral("filter"), tr("Which questions to list"), bar);
    bucket_ = new Choice(QStringLiteral("bucket"), tr("Bucket"), bar);
    for (const auto &[filter, name] : filters()) filter_->addItem(name, int(filter));
    search_ = new QLineEdit(bar);
    search_->setPlaceholderText(tr("Search questions"));
    search_->setAccessibleName(tr("Search questions"));
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(220);
    shown_ = plainLabel({}, Type::Caption, true, bar);
    for (const auto &[letter, box] : {std::pair("A", armA_), {"B", armB_}}) { // a letter never leaves its box
        auto *pair = new QWidget(bar);
        auto *line = new QHBoxLayout(pair);
        line->setContentsMargins(0, 0, 2 * kGrid, 0);
        line->setSpacing(2 * kGrid);
        line->addWidget(plainLabel(QLatin1String(letter), Type::Heading, false, pair));
        line->addWidget(box, 1);
        layout->addWidget(pair);
    }
    for (QWidget *each : {static_cast<QWidget *>(filter_), static_cast<QWidget *>(bucket_),
                          static_cast<QWidget *>(search_), static_cast<QWidget *>(shown_)})
        layout->addWidget(each);
    return bar;
}

QWidget *AnswersView::makeTexts() {
    auto *frame = card(this);
    auto *grid = new QGridLayout(frame);
    grid->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 3 * kGrid);
    grid->setHorizontalSpacing(3 * kGrid);
    grid->setVerticalSpacing(2 * kGrid);
    where_ = plainLabel({}, Type::Caption, true, frame);
    prompt_ = new TextView(tr("Question"), frame);
    prompt_->setObjectName(QStringLiteral("prompt"));
    verdictA_ = new VerdictLine(QStringLiteral("A"), frame);
    verdictB_ = new VerdictLine(QStringLiteral("B"), frame);
    textA_ = new TextView(tr("Answer of arm A"), frame);
    textB_ = new TextView(tr("Answer of arm B"), frame);
    textA_->setObjectName(QStringLiteral("textA"));
    textB_->setObjectName(QStringLiteral("textB"));
    grid->addWidget(where_, 0, 0, 1, 2);
    grid->addWidget(prompt_, 1, 0, 1, 2);
    grid->addWidget(verdictA_, 2, 0);
    grid->addWidget(verdictB_, 2, 1);
    grid->addWidget(textA_, 3, 0);
    grid->addWidget(textB_, 3, 1);
    grid->setRowStretch(3, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return frame;
}

void AnswersView::showTests() {
    QStringList parts;
    for (const PairValues &pair : model_.pairedTests()) parts.append(model_.sentence(pair));
    tests_->setText(model_.armA() == model_.armB() ? tr("Choose two different arms for the paired test.")
                    : parts.isEmpty()              ? tr("No paired test: these arms share no questions.")
                                                   : parts.join(QLatin1Char('\n')));
}

void AnswersView::fillChoices() {
    showTests();
    const QString bucket = bucket_->currentText();
    const QSignalBlocker quiet(bucket_);
    for (auto [box, arm] : {std::pair(armA_, model_.armA()), std::pair(armB_, model_.armB())}) {
        box->clear();
        box->addItems(model_.armNames());
        box->setCurrentText(arm);
    }
    bucket_->clear();
    bucket_->addItem(tr("All buckets"));
    bucket_->addItems(model_.table()->comparison().buckets);
    bucket_->setCurrentText(bucket.isEmpty() ? bucket_->itemText(0) : bucket);
    if (bucket_->currentIndex() < 0) bucket_->setCurrentIndex(0);
}

void AnswersView::applyFilter() {
    const QString bucket = bucket_->currentIndex() > 0 ? bucket_->currentText() : QString();
    const auto *now = model_.questions()->at(list_->currentIndex().row());
    const QStringList key = now ? keyOf(*now) : QStringList();
    model_.questions()->setFilter(static_cast<QuestionFilter>(filter_->currentData().toInt()), bucket, search_->text());
    const auto all = filters();
    for (int i = 0; i < all.size(); ++i)
        filter_->setItemText(i,
                             QStringLiteral("%1 (%2)").arg(all[i].second).arg(model_.questions()->count(all[i].first)));
    const int rows = model_.questions()->rowCount();
    shown_->setText(tr("%1 of %2").arg(rows).arg(model_.questions()->total()));
    int row = 0;
    for (int i = 0; i < rows; ++i)
        if (const auto *each = model_.questions()->at(i); keyOf(*each) == key) row = i;
    list_->setCurrentIndex(model_.questions()->index(row));
    showQuestion();
}

void AnswersView::select(const QString &bucket, const QString &id, const QString &prompt) {
    search_->clear();
    filter_->setCurrentIndex(0);
    bucket_->setCurrentText(bucket);
    applyFilter();
    for (int row = 0; row < model_.questions()->rowCount(); ++row)
        if (keyOf(*model_.questions()->at(row)) == QStringList{bucket, id, prompt})
            list_->setCurrentIndex(model_.questions()->index(row));
    list_->setFocus();
}

void AnswersView::showFlips(const QString &before, const QString &now, const QString &bucket) {
    search_->clear();
    model_.chooseArms(before, now);
    filter_->setCurrentIndex(filter_->findData(int(QuestionFilter::AOnly)));
    bucket_->setCurrentText(bucket);
    applyFilter();
    list_->setFocus();
}

void AnswersView::showQuestion() {
    const AnswerPair *question = model_.questions()->at(list_->currentIndex().row());
    const AnswerPair shown = question ? *question : AnswerPair{};
    const StepLines a = stepLines(shown.a), b = stepLines(shown.b);
    const WordDiff diff = telling(a.text, b.text);
    textA_->setMarkedText(a.text, diff.a, lineMarks(a));
    textB_->setMarkedText(b.text, diff.b, lineMarks(b));
    prompt_->setMarkedText(toQt(shown.prompt).trimmed(), {});
    const int lines =
        std::clamp(int(prompt_->document()->size().height()), 1, 6); // a plain text document counts in lines
    prompt_->setFixedHeight(lines * prompt_->fontMetrics().lineSpacing() + 5 * kGrid);
    for (VerdictLine *each : {verdictA_, verdictB_}) each->clear();
    if (!question) {
        where_->setText(model_.questions()->total() == 0
                            ? tr("The answers of these arms are not there yet.")
                            : tr("No question passes the filter. Choose another one above."));
        return;
    }
    where_->setText(tr("%1 · %2 · reference %3").arg(toQt(shown.bucket), toQt(shown.id), toQt(shown.reference)));
    verdictA_->show(model_.armA(), shown.a.correct, restOf(shown.a, a));
    verdictB_->show(model_.armB(), shown.b.correct, restOf(shown.b, b));
}

} // namespace lapidary
