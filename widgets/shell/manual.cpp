// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/manual.h"
#include <QCoreApplication>
#include <QHash>

namespace lapidary {

namespace {
struct Manual {
    Q_DECLARE_TR_FUNCTIONS(Manual)
};
} // namespace

QStringList manualIntroduction() {
    return {Manual::tr("Lapidary fine-tunes, aligns and compares language models on this machine. A project is one "
                       "folder; its experiment says what is trained on what, and which arms are compared."),
            Manual::tr("Begin with a ready-made project and press Run all on Home, or make one of your own: from a "
                       "template, or with a model and data that you bring."),
            Manual::tr("Every long thing is a run with a worker of its own. Runs go on when the window is closed, and "
                       "are met again when the project is opened."),
            Manual::tr("Ctrl+K finds every action, run and model. F1 opens the page of the panel on show. Ctrl+/ lists "
                       "the keys.")};
}

namespace {

QStringList homePage() {
    return {Manual::tr("The experiment as a graph: models and data on the left, trainings in the middle, the arms and "
                       "their comparison on the right."),
            Manual::tr("Add… brings models, data, stages and arms, or a whole template. Draw an edge from the dot of a "
                       "node to what it shall feed: what takes it lights up. Take the end of an edge off to let go of "
                       "an input. The form of a stage opens beside the graph; Ctrl+Z takes back each change. All of it "
                       "is written to experiment.toml, where everything else stays as it is."),
            Manual::tr("Run all starts what has not finished yet; a stage whose inputs are unchanged is not run again. "
                       "The menu of a stage runs it alone, with changes, or handles its run."),
            Manual::tr("Under the title stands what is left and what it will cost by estimate; the tip of a stage and "
                       "the Inspector tell it of one. What differs… compares the experiment with what was run of it, "
                       "or with another project: by stages and settings, not by lines."),
            Manual::tr("Jobs below lists the runs: what is at work first, then the queue, then the newest. F2 names a "
                       "run, Del deletes it after asking who needs it.")};
}

QStringList dataPage() {
    return {Manual::tr("The data sets of the project, row by row and as the trainer sees them: which tokens are "
                       "learnt, which are masked, where a row is cut."),
            Manual::tr("Import data… or drop a file here. The layout of its rows is recognised and can be mapped by "
                       "hand; rows that do not fit are listed with the reason."),
            Manual::tr("Curate… opens the rows for editing: search, tag, replace, find duplicates, split and freeze. "
                       "Every step can be undone; the imported file stays what it is.")};
}

QStringList trainPage() {
    return {Manual::tr("Curves of all trainings in the same charts, what the model says while it learns, and the rows "
                       "behind each step."),
            Manual::tr("New training… asks for model, data and the few settings that decide; the rest lies beneath "
                       "Advanced. Memory and time are estimated before the start."),
            Manual::tr("A run can be paused, stopped and resumed; Fork… goes on from a checkpoint with other settings, "
                       "as a run of its own. A stopped run goes on from its newest checkpoint, and what was killed "
                       "loses five minutes at most, or what twenty checkpoints take to write.")};
}

QStringList labelPage() {
    return {Manual::tr("Preferences by hand: two answers to the same prompt, side by side, and you say which is "
                       "better. You do not see whose they are before you have judged."),
            Manual::tr("Draw samples from a model first; a queue is made of runs whose answers share their prompts. "
                       "Keys 1 to 4 judge, Backspace undoes, also across restarts."),
            Manual::tr("Train on the labels from here, or export them as a data set of pairs.")};
}

QStringList reasonPage() {
    return {Manual::tr("Searches at test time as trees: how the answer was found, what was kept, what was given up and "
                       "why, and what it cost."),
            Manual::tr("Set a problem up on the left and search, or open the searches of a run. A node can be edited, "
                       "expanded and labelled; nothing that was there is lost."),
            Manual::tr("The slider shows how the tree grew. Any path becomes a row to learn from.")};
}

QStringList comparePage() {
    return {Manual::tr("The arms of the experiment on the same questions: accuracy with intervals, paired tests, "
                       "tokens, and the answers side by side."),
            Manual::tr("An arm is a model with a way to answer. New arm… adds one; choose two of them to see where "
                       "only one is right."),
            Manual::tr("What if… redraws other budgets from the samples that are there, without another run.")};
}

QStringList modelsPage() {
    return {Manual::tr("The models of the experiment, what was trained here, adapters, and models behind a server, "
                       "with what each was made of."),
            Manual::tr("Import a model… copies a folder or a GGUF file into the project. Export or merge… writes one "
                       "that other programs can load."),
            Manual::tr("The playground talks with a model and shows at each token how sure it was; the mixer weighs "
                       "adapters against each other.")};
}

} // namespace

QStringList manualPage(const QString &panel) {
    static const QHash<QString, QStringList (*)()> pages{
        {QStringLiteral("home"), homePage},     {QStringLiteral("data"), dataPage},
        {QStringLiteral("train"), trainPage},   {QStringLiteral("label"), labelPage},
        {QStringLiteral("reason"), reasonPage}, {QStringLiteral("compare"), comparePage},
        {QStringLiteral("models"), modelsPage}};
    const auto page = pages.value(panel);
    return page ? page() : QStringList();
}

} // namespace lapidary
