// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/step_lines.h"
#include "widgets/models/qt_text.h"
#include <QCoreApplication>
#include <algorithm>

namespace lapidary {

int StepLines::wrong() const {
    return int(std::count_if(steps.begin(), steps.end(), [](const Step &step) { return !step.right; }));
}

namespace {

/// The steps in characters of the text; one outside of it has no place.
QVector<StepLines::Step> stepsOf(const GradedAnswer &answer) {
    const std::string &text = answer.answer.text;
    QVector<StepLines::Step> out;
    for (const AnswerStep &step : answer.steps)
        if (step.begin + step.length <= text.size())
            out.append({int(toQt(text.substr(0, step.begin)).size()),
                        int(toQt(text.substr(step.begin, step.length)).size()), step.right});
    return out;
}

} // namespace

StepLines stepLines(const GradedAnswer &answer) {
    StepLines out;
    const QString text = toQt(answer.answer.text);
    int from = 0;
    const auto take = [&](int to, bool newLine) {
        if (to <= from) return;
        if (newLine && !out.text.isEmpty() && !out.text.endsWith(QLatin1Char('\n'))) out.text += QLatin1Char('\n');
        out.text += QStringView(text).mid(from, to - from);
        from = to;
    };
    for (const StepLines::Step &step : stepsOf(answer)) {
        if (step.begin < from) continue;
        // A mark before a step (T, :) begins its line; longer words between two steps have a line of their own.
        const bool mark = step.begin > from && step.begin - from <= 2;
        take(step.begin, true);
        int end = step.begin + step.length;
        while (end < text.size() && QStringLiteral(";,.").contains(text[end]))
            ++end; // the mark that ends a step stays with it
        take(end, !mark);
        out.steps.append({int(out.text.size()) - (end - step.begin), step.length, step.right});
    }
    take(int(text.size()), true);
    return out;
}

namespace {
struct ChainWording {
    Q_DECLARE_TR_FUNCTIONS(ChainWording)
};
} // namespace

QString chainWords(const GradedAnswer &answer, const StepLines &lines) {
    if (lines.wrong() > 0) return ChainWording::tr("%1/%2 steps wrong").arg(lines.wrong()).arg(lines.steps.size());
    if (!answer.faithful) return {};
    if (lines.steps.isEmpty())
        return ChainWording::tr("answered directly"); // there is no chain that could be incomplete
    return *answer.faithful ? ChainWording::tr("every step right") : ChainWording::tr("chain incomplete");
}

} // namespace lapidary
