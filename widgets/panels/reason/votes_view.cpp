// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/votes_view.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/models/reason_view_model.h"
#include "widgets/models/visible_text.h"
#include "widgets/models/wording.h"
#include <QPainter>

namespace lapidary {

namespace {
constexpr int kMost = 6, kHigh = 6 * kGrid;
}

VotesView::VotesView(ReasonViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("votes"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&model_, &ReasonViewModel::treeShown, this, &VotesView::refresh);
    connect(&model_, &ReasonViewModel::treeChanged, this, &VotesView::refresh);
    refresh();
}

QSize VotesView::sizeHint() const {
    return {200, std::max(1, rows_) * kHigh};
}

void VotesView::refresh() {
    const auto votes = model_.tree() ? model_.tree()->votes() : QVector<SearchTreeModel::Vote>();
    QStringList words;
    for (const auto &vote : votes) {
        const auto right = model_.isRight(vote.node);
        const QString times = vote.given ? tr("%1: probability %2").arg(vote.answer, percentText(vote.score))
                                         : tr("%1: %n times", nullptr, vote.count).arg(vote.answer);
        words.append(!right ? times : *right ? tr("%1, right").arg(times) : tr("%1, wrong").arg(times));
    }
    setAccessibleName(words.isEmpty() ? tr("No end of the tree has an answer")
                                      : tr("Answers: %1").arg(words.join(QStringLiteral(", "))));
    setToolTip(words.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    const int rows = std::min<int>(kMost, int(votes.size()));
    if (rows != rows_) {
        rows_ = rows;
        updateGeometry();
    }
    update();
}

void VotesView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto votes = model_.tree() ? model_.tree()->votes() : QVector<SearchTreeModel::Vote>();
    painter.setFont(typeFont(Type::Caption));
    if (votes.isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, tr("No answers yet: a rule finds them."));
        return;
    }
    const QFontMetrics metrics(painter.font());
    const bool given = votes.first().given;
    const double names = width() * 0.42,
                 counts = metrics.horizontalAdvance(given ? percentText(1) : QStringLiteral("0000"));
    const double room = width() - names - counts - 2 * kGrid;
    for (int row = 0; row < std::min<int>(kMost, int(votes.size())); ++row) {
        const auto &vote = votes[row];
        const QRectF line(0, row * kHigh, width(), kHigh);
        const bool rest = row == kMost - 1 && votes.size() > kMost;
        int count = vote.count;
        double share = vote.score;
        for (int i = row + 1; rest && i < votes.size(); ++i) count += votes[i].count, share += votes[i].score;
        const QString name = rest ? tr("%n more", nullptr, int(votes.size()) - kMost + 1) : shownText(vote.answer);
        const auto right = rest ? std::nullopt : model_.isRight(vote.node);
        const QRectF sign(1, line.center().y() - 5, 10, 10);
        if (right)
            drawGlyph(painter, *right ? Glyph::Finished : Glyph::Failed, sign,
                      toneColour(*right ? Tone::Good : Tone::Bad, palette()));
        else if (vote.chosen)
            drawGlyph(painter, Glyph::Running, sign, toneColour(Tone::Accent, palette()));
        QFont font = typeFont(Type::Caption);
        font.setBold(vote.chosen);
        painter.setFont(font);
        painter.setPen(palette().color(rest ? QPalette::PlaceholderText : QPalette::Text));
        painter.drawText(QRectF(4 * kGrid, line.top(), names - 5 * kGrid, kHigh), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(name, Qt::ElideRight, int(names - 5 * kGrid)));
        const double length = given ? share : double(count) / votes.first().count;
        const double wide = std::max(2.0, room * std::min(1.0, length));
        painter.setPen(Qt::NoPen);
        painter.setBrush(vote.chosen ? toneColour(Tone::Accent, palette())
                                     : palette().color(QPalette::PlaceholderText));
        painter.drawRoundedRect(QRectF(names, line.center().y() - 5, wide, 10), 2, 2);
        painter.setFont(typeFont(Type::Caption));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRectF(width() - counts, line.top(), counts, kHigh), Qt::AlignRight | Qt::AlignVCenter,
                         given ? percentText(share) : QString::number(count));
    }
}

} // namespace lapidary
