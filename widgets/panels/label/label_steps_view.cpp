// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_steps_view.h"
#include "widgets/common/labels.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/step_help_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/label/label_zoom.h"
#include <QApplication>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

namespace {

constexpr int kLabelRole = Qt::UserRole, kScoresRole = Qt::UserRole + 1, kTurnRole = Qt::UserRole + 2;
constexpr int kNumberWidth = 8 * kGrid, kWordWidth = 22 * kGrid, kScoreWidth = 16 * kGrid;
constexpr const char *kColumns = "scoreColumns"; ///< of the list: how many machines say something

struct StepSign {
    QString sign, word;
    Tone tone;
};

/// A step is right or wrong, a turn of an agent good or bad, as their buttons have it.
StepSign signOf(QChar label, bool turn) {
    switch (label.unicode()) {
    case u'+':
        return {QStringLiteral("+"), turn ? LabelStepsView::tr("good") : LabelStepsView::tr("right"), Tone::Good};
    case u'0':
        return {QStringLiteral("0"), LabelStepsView::tr("neutral"), Tone::Neutral};
    case u'-':
        return {QStringLiteral("−"), turn ? LabelStepsView::tr("bad") : LabelStepsView::tr("wrong"), Tone::Bad};
    default:
        return {{}, {}, Tone::Neutral};
    }
}

/// A model's word and rollouts have signs of their own, which the legend names.
QString signOf(StepScores::By by) {
    return by == StepScores::Model ? QStringLiteral("◆") : QStringLiteral("●");
}

/// Good from two thirds on, bad up to one third: what people look at is between.
Tone toneOf(double score) {
    return score >= 2.0 / 3 ? Tone::Good : score <= 1.0 / 3 ? Tone::Bad : Tone::Warning;
}

/// What a machine says of a step, as it stands beside it: "◆ 83 %".
struct ScoreShown {
    QString text{};
    double value = -1; ///< negative: it says nothing
};

class StepDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const QPalette &p = option.palette;
        const StepSign sign = signOf(index.data(kLabelRole).toChar(), index.data(kTurnRole).toBool());
        const QRect row = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(toneColour(Tone::Accent, p), 1.5));
            painter->setBrush(p.color(QPalette::Midlight));
            painter->drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), 4, 4);
        }
        painter->setPen(p.color(QPalette::PlaceholderText));
        painter->setFont(typeFont(Type::Caption));
        painter->drawText(QRect(row.x(), row.y() + 2 * kGrid, kNumberWidth - kGrid, option.fontMetrics.height()),
                          Qt::AlignRight | Qt::AlignVCenter, QString::number(index.row() + 1));
        painter->setFont(option.font);
        painter->setPen(p.color(QPalette::Text));
        const auto scores = index.data(kScoresRole).value<QList<ScoreShown>>();
        painter->drawText(wordsRect(row, int(scores.size())), int(Qt::TextWordWrap | Qt::AlignTop),
                          index.data().toString());
        painter->setFont(typeFont(Type::Body));
        for (int i = 0; i < scores.size(); ++i) {
            painter->setPen(scores[i].value < 0 ? p.color(QPalette::PlaceholderText)
                                                : toneColour(toneOf(scores[i].value), p));
            painter->drawText(QRect(row.right() - kWordWidth - int(scores.size() - i) * kScoreWidth, row.y(),
                                    kScoreWidth - kGrid, row.height()),
                              Qt::AlignVCenter | Qt::AlignRight, scores[i].text);
        }
        if (!sign.sign.isEmpty()) {
            painter->setPen(toneColour(sign.tone, p));
            QFont bold = typeFont(Type::Body);
            bold.setWeight(QFont::Bold);
            painter->setFont(bold);
            painter->drawText(QRect(row.right() - kWordWidth, row.y(), kWordWidth - 2 * kGrid, row.height()),
                              Qt::AlignVCenter | Qt::AlignLeft, sign.sign + QStringLiteral("  ") + sign.word);
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const int width = option.widget ? static_cast<const QListWidget *>(option.widget)->viewport()->width() : 400;
        const QRect words = option.fontMetrics.boundingRect(
            wordsRect(QRect(0, 0, width, 10000), option.widget ? option.widget->property(kColumns).toInt() : 0),
            int(Qt::TextWordWrap), index.data().toString());
        return {width, std::max(words.height(), option.fontMetrics.height()) + 4 * kGrid};
    }

private:
    static QRect wordsRect(const QRect &row, int scores) {
        return row.adjusted(kNumberWidth + kGrid, 2 * kGrid, -kWordWidth - scores * kScoreWidth, -2 * kGrid);
    }
};

} // namespace

LabelStepsView::LabelStepsView(LabelViewModel &model, StepHelpModel &help, QWidget *parent)
    : QWidget(parent), model_(model), help_(help), name_(plainLabel({}, Type::Heading, false, this)),
      legend_(plainLabel({}, Type::Caption, true, this)), ask_(button(tr("As&k a machine ▾"), false, this)),
      list_(new QListWidget(this)) {
    list_->setObjectName(QStringLiteral("labelSteps"));
    list_->setItemDelegate(new StepDelegate(list_));
    list_->setResizeMode(QListView::Adjust);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMinimumHeight(24 * kGrid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addWidget(makeHead());
    layout->addWidget(legend_);
    layout->addWidget(list_, 1);
    (new LabelZoom(model_, this))->watch(list_);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && !following_) model_.aim(std::size_t(row));
    });
    connect(&help_, &StepHelpModel::changed, this, &LabelStepsView::showScores);
}

QWidget *LabelStepsView::makeHead() {
    auto *head = new QWidget(this);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(name_, 1);
    layout->addWidget(ask_);
    legend_->setObjectName(QStringLiteral("stepLegend"));
    legend_->setWordWrap(true);
    ask_->setObjectName(QStringLiteral("askSteps"));
    ask_->setAccessibleName(tr("Ask a machine what it says of the steps"));
    ask_->setToolTip(tr("What it says stands beside the steps. A verdict that you give then is not unaided."));
    auto *menu = new QMenu(ask_);
    menu->setObjectName(QStringLiteral("askStepsMenu"));
    ask_->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &LabelStepsView::fillMenu);
    return head;
}

void LabelStepsView::fillMenu() {
    QMenu *menu = ask_->menu();
    menu->clear();
    for (const auto &[run, name] : help_.help().scorers)
        menu->addAction(
                tr("The process reward model “%1”").arg(QString(name).replace(QLatin1Char('&'), QLatin1String("&&"))),
                this, [this, id = run] { help_.ask(id); })
            ->setObjectName(QStringLiteral("stepScorer-") + run);
    auto *rollouts =
        menu->addAction(tr("Where the model gets from each step: 8 answers, graded"), this, [this] { help_.ask({}); });
    rollouts->setObjectName(QStringLiteral("stepRollouts"));
    rollouts->setEnabled(help_.help().rollouts && model_.hasModel());
}

/// Beside every step, and in words for who does not see them.
void LabelStepsView::showScores() {
    const std::vector<StepScores> all = help_.shown();
    ask_->setVisible(!help_.help().scorers.isEmpty() || help_.help().rollouts);
    ask_->setEnabled(help_.mayBeAsked() && !help_.isAsked());
    QStringList legend;
    for (const StepScores &each : all)
        legend.append(signOf(each.by) + QLatin1Char(' ') +
                      (each.by == StepScores::Model
                           ? tr("right, says “%1”").arg(QString::fromStdString(each.name))
                           : tr("right answers behind the step, by “%1”").arg(QString::fromStdString(each.name))));
    if (!help_.news().isEmpty()) legend.append(help_.news());
    legend_->setText(legend.join(QStringLiteral("   ")));
    legend_->setVisible(!legend.isEmpty());
    const bool another = list_->property(kColumns).toInt() != int(all.size());
    list_->setProperty(kColumns, int(all.size()));
    for (int i = 0; i < list_->count(); ++i) {
        QList<ScoreShown> scores;
        QStringList words{list_->item(i)->text()};
        const QListWidgetItem &item = *list_->item(i);
        const QString word = signOf(item.data(kLabelRole).toChar(), item.data(kTurnRole).toBool()).word;
        if (!word.isEmpty()) words.append(word);
        for (const StepScores &each : all) {
            const bool known = std::size_t(i) < each.values.size() && each.values[std::size_t(i)].has_value();
            const double value = known ? *each.values[std::size_t(i)] : -1;
            const QString shown = known ? percentText(value) : QStringLiteral("–");
            scores.append({signOf(each.by) + QLatin1Char(' ') + shown, value});
            if (known) words.append(tr("%1 by %2").arg(shown, QString::fromStdString(each.name)));
        }
        list_->item(i)->setData(kScoresRole, QVariant::fromValue(scores));
        list_->item(i)->setData(Qt::AccessibleTextRole, words.join(QStringLiteral(", ")));
    }
    if (another) list_->doItemsLayout();
}

void LabelStepsView::showSteps() {
    const LabelItem *item = model_.desk().item();
    list_->clear();
    shown_ = item ? item->id : std::string();
    for (const auto &step : item ? item->steps : std::vector<std::string>())
        list_->addItem(QString::fromStdString(step).trimmed());
}

void LabelStepsView::refresh() {
    const LabelItem *item = model_.desk().item();
    const bool turns = item && model_.desk().state().kind().ofTurns;
    list_->setAccessibleName(turns ? tr("Turns of the agent") : tr("Steps of the answer"));
    following_ = true;
    if (shown_ != (item ? item->id : std::string())) showSteps();
    const QString now = item ? QString::fromStdString(model_.desk().mark()->now()) : QString();
    for (int i = 0; i < list_->count(); ++i) {
        const QChar label = i < now.size() ? now[i] : QLatin1Char('?');
        list_->item(i)->setData(kLabelRole, label);
        list_->item(i)->setData(kTurnRole, turns);
    }
    showScores();
    list_->setCurrentRow(item ? int(model_.desk().at()) : -1);
    following_ = false;
    const QString who = item && model_.desk().showsNames() && !item->answers.empty()
                            ? QString::fromStdString(item->answers[0].name)
                            : QString();
    const QString what = turns ? tr("Turns") : tr("Steps");
    name_->setText(who.isEmpty() ? what : what + QStringLiteral("  ·  ") + who);
}

} // namespace lapidary
