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
    const auto take = [&](int to) {
        if (to <= from) return;
        if (!out.text.isEmpty() && !out.text.endsWith(QLatin1Char('\n'))) out.text += QLatin1Char('\n');
        out.text += QStringView(answer.text).mid(from, to - from);
        from = to;
    };
    for (const StepValues &step : answer.steps) {
        if (step.begin < from || step.begin + step.length > answer.text.size()) continue;
        take(step.begin);
        int end = step.begin + step.length;
        while (end < answer.text.size() && QStringLiteral(";,.").contains(answer.text[end])) ++end; // the mark that ends a step stays with it
        take(end);
        out.steps.append({int(out.text.size()) - (end - step.begin), step.length, step.right});
    }
    take(int(answer.text.size()));
    return out;
}

} // namespace lapidary
