// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_suggestion_view.h"
#include "widgets/common/key_button.h"
#include "widgets/common/labels.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/label/label_keys_shown.h"
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

namespace {

const LabelAction &actionNamed(const char *name) {
    const auto all = commonLabelActions();
    return *std::find_if(all.begin(), all.end(), [&](const LabelAction &each) { return each.name == name; });
}

} // namespace

LabelSuggestionView::LabelSuggestionView(LabelViewModel &model, QWidget *parent)
    : QFrame(parent), model_(model), said_(plainLabel({}, Type::Body, false, this)),
      reasons_(plainLabel({}, Type::Caption, true, this)) {
    setObjectName(QStringLiteral("card"));
    said_->setObjectName(QStringLiteral("suggestionSaid"));
    reasons_->setObjectName(QStringLiteral("suggestionReasons"));
    for (QLabel *each : {said_, reasons_}) {
        each->setWordWrap(true);
        each->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    const auto key = [this](const char *name, void (LabelViewModel::*does)()) {
        auto *made =
            new KeyButton(labelActionWords(actionNamed(name)), labelKeyShown(model_.keymap(), actionNamed(name)), this);
        made->setObjectName(QStringLiteral("suggestion-") + QLatin1String(name));
        connect(made, &QPushButton::clicked, &model_, does);
        return made;
    };
    accept_ = key("accept", &LabelViewModel::accept);
    reject_ = key("reject", &LabelViewModel::reject);
    accept_->setToolTip(tr("The verdict is yours then, and says whose suggestion it was"));
    reject_->setToolTip(tr("Takes the suggestion away; the pair waits for your own verdict"));
    auto *words = new QVBoxLayout;
    words->setSpacing(kGrid);
    words->addWidget(said_);
    words->addWidget(reasons_);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(words, 1);
    layout->addWidget(accept_, 0, Qt::AlignTop);
    layout->addWidget(reject_, 0, Qt::AlignTop);
    refresh();
}

/// "fair judge, helpful: left is better (84 %; 91 % as first, 77 % as second)".
QString LabelSuggestionView::saidText(const LabelSuggestion &said) const {
    const std::string verdict = said.verdict(model_.desk().order());
    const bool a = said.preferred() != 'b';
    const auto share = [&](double ofA) { return percentText(a ? ofA : 1 - ofA); };
    const QString who = said.principle.empty()
                            ? tr("AI feedback of %1").arg(QString::fromStdString(said.name))
                            : tr("AI feedback of %1 by “%2”")
                                  .arg(QString::fromStdString(said.name), QString::fromStdString(said.principle));
    if (verdict == "tie") return tr("%1: a tie.").arg(who);
    const QString better = verdict == "left" ? tr("left is better") : tr("right is better");
    return tr("%1: %2, at %3 (%4 where it stood first, %5 where it stood second).")
               .arg(who, better, share(said.soft()), share(a ? said.first : said.second),
                    share(a ? said.second : said.first)) +
           (said.consistent() ? QString() : tr(" The judge contradicts itself in the other order."));
}

QString LabelSuggestionView::reasonText(const LabelSuggestion &said) const {
    const bool leftIsA = model_.desk().order().starts_with('a');
    const QString leftFirst = QString::fromStdString(said.reasons[leftIsA ? 0 : 1]).simplified(),
                  rightFirst = QString::fromStdString(said.reasons[leftIsA ? 1 : 0]).simplified();
    QStringList out;
    if (!leftFirst.isEmpty()) out.append(tr("With the left one first: %1").arg(leftFirst.left(400)));
    if (!rightFirst.isEmpty()) out.append(tr("With the right one first: %1").arg(rightFirst.left(400)));
    return out.join(QLatin1Char('\n'));
}

void LabelSuggestionView::refresh() {
    const LabelSuggestion *said = model_.suggestion();
    setVisible(said);
    if (!said) return;
    said_->setText(saidText(*said));
    reasons_->setText(reasonText(*said));
    reasons_->setVisible(!reasons_->text().isEmpty());
    const bool may = !model_.isReadOnly() && model_.stopped().isEmpty();
    accept_->setEnabled(may);
    reject_->setEnabled(may);
    accept_->setKey(labelKeyShown(model_.keymap(), actionNamed("accept")));
    reject_->setKey(labelKeyShown(model_.keymap(), actionNamed("reject")));
}

} // namespace lapidary
