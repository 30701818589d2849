// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/folded_answer.h"
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
        while (end < answer.text.size() && QStringLiteral(";,.").contains(answer.text[end])) ++end; // the mark that ends a step stays with it
        take(end, !mark);
        out.steps.append({int(out.text.size()) - (end - step.begin), step.length, step.right});
    }
    take(int(answer.text.size()), true);
    return out;
}

} // namespace lapidary
