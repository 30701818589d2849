// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/folded_answer.h"
#include <QCoreApplication>
#include <algorithm>

namespace lapidary {

int FoldedAnswer::wrong() const {
    return int(std::count_if(steps.begin(), steps.end(), [](const StepValues &step) { return !step.right; }));
}

FoldedAnswer foldedBySteps(const AnswerValues &answer) {
    FoldedAnswer out;
    int from = 0;
    const auto take = [&](int to, bool newLine) {
        if (to <= from) return;
        if (newLine && !out.text.isEmpty() && !out.text.endsWith(QLatin1Char('\n'))) out.text += QLatin1Char('\n');
        out.text += QStringView(answer.text).mid(from, to - from);
        from = to;
    };
    for (const StepValues &step : answer.steps) {
        if (step.begin < from || step.begin + step.length > answer.text.size()) continue;
        // A mark before a step (T, :) begins its line; longer words between two steps have a line of their own.
        const bool mark = step.begin > from && step.begin - from <= 2;
        take(step.begin, true);
        int end = step.begin + step.length;
        while (end < answer.text.size() && QStringLiteral(";,.").contains(answer.text[end]))
            ++end; // the mark that ends a step stays with it
        take(end, !mark);
        out.steps.append({int(out.text.size()) - (end - step.begin), step.length, step.right});
    }
    take(int(answer.text.size()), true);
    return out;
}

namespace {
struct FoldedWording {
    Q_DECLARE_TR_FUNCTIONS(FoldedWording)
};
} // namespace

QString chainWords(const AnswerValues &answer, const FoldedAnswer &folded) {
    if (folded.wrong() > 0) return FoldedWording::tr("%1/%2 steps wrong").arg(folded.wrong()).arg(folded.steps.size());
    if (!answer.faithful) return {};
    if (folded.steps.isEmpty())
        return FoldedWording::tr("answered directly"); // there is no chain that could be incomplete
    return *answer.faithful ? FoldedWording::tr("every step right") : FoldedWording::tr("chain incomplete");
}

} // namespace lapidary
