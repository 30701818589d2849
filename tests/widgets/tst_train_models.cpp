// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_catalogue.h"
#include "widgets/models/launch_view_model.h"
#include "widgets/models/samples_model.h"
#include "widgets/models/train_view_model.h"
#include <QAbstractItemModelTester>
#include <QtTest>

using namespace lapidary;

namespace {

RunValues run(const QString &id, const QString &name, const QString &method = "sft") {
    return {.id = id, .name = name, .kind = "train", .method = method, .state = RunState::Finished};
}

CurvePoints curve(const QString &run, const QString &metric, std::initializer_list<double> values) {
    CurvePoints out{run, metric, {}};
    double step = 0;
    for (double value : values) {
        ++step;
        out.points.append({step, 100 * step, 0.5 * step, value});
    }
    return out;
}

PlanningValues planning() {
    PlanningValues out{.folder = "/home/me/my project"};
    const FieldSpec rate{.name = "learning_rate", .type = FieldType::Number, .defaultValue = 2e-5, .minimum = 0.0};
    const FieldSpec steps{.name = "max_steps", .type = FieldType::Integer, .defaultValue = -1, .minimum = -1.0};
    const FieldSpec batch{
        .name = "per_device_train_batch_size", .type = FieldType::Integer, .defaultValue = 8, .minimum = 1.0};
    const FieldSpec epochs{.name = "num_train_epochs", .type = FieldType::Number, .defaultValue = 3.0};
    const FieldSpec group{.name = "num_generations", .type = FieldType::Integer, .defaultValue = 4, .minimum = 2.0};
    const auto method = [](const char *name, const char *layout, ConfigSpec spec) {
        return MethodInfo{.name = name,
                          .role = "algorithm",
                          .spec = std::move(spec),
                          .inputs = {{.name = "policy", .trained = true},
                                     {.name = "train", .what = Artifact::Rows, .layout = layout}}};
    };
    out.catalogue.algorithms = {method("sft", "prompt_completion", {rate, steps, batch, epochs}),
                                method("dpo", "preference", {rate, steps, batch, epochs}),
                                method("grpo", "prompt_only", {rate, steps, batch, epochs, group})};
    out.models = {
        {.name = "afar", .remote = true},
        {"base", {.parameters = 1'000'000, .layers = 2, .hidden = 64, .vocabulary = 100, .keyValues = 128}, {}},
        {"sft", {.parameters = 1'000'000}, {}}};
    out.data = {{"train", {"prompt_completion", "prompt_only", "text"}}, {"pairs", {"preference"}}};
    out.runs = {{.id = "01-sft",
                 .name = "sft",
                 .algorithm = "sft",
                 .model = "base",
                 .data = "train",
                 .config = {{"learning_rate", 1e-3},
                            {"max_steps", 100},
                            {"per_device_train_batch_size", 8},
                            {"num_train_epochs", 3.0}},
                 .checkpoints = {20, 40, 60},
                 .memoryPeak = 300 << 20}};
    out.stages = {"sft"};
    out.taken = {"sft", "train", "pairs"};
    out.freeMemory = qint64(4) << 30;
    return out;
}

} // namespace

class TrainModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bandsOverSeeds();
    void groupsForgetTheSeed();
    void lossesOfOtherMeaningStandApart();
    void presetsAndDerivedCurves();
    void canariesStandOverTheirKl();
    void placesAndSteps();
    void csvHoldsRawValues();
    void heldOutRowsStandBesideWhatIsLearnt();
    void samplesAreSortedFilteredAndRewound();
    void launchSuggestsAndChecks();
    void launchTellsTheCommandLine();
    void launchBeginsOnRowsWithAMethodThatLearnsFromSuch();
    void launchWarnsOfDataThatMeasures();
    void launchGivesFurtherInputs();
    void launchTellsOfLaxRewards();
    void launchEstimates();
    void launchSweeps();
    void launchHasASeed();
    void samplesOfOneStep();
    void inputsFollowTheirSwitch();
};

void TrainModelsTest::bandsOverSeeds() {
    const auto band = bandOver({{{1, 1}, {3, 3}}, {{1, 3}, {2, 4}, {3, 5}}, {{2, 100}}});
    QCOMPARE(band.size(), 3);
    QCOMPARE(band[0], (BandPoint{1, 2, 1, 3}));
    QCOMPARE(band[1], (BandPoint{2, (2 + 4 + 100) / 3.0, 2, 100})); // the first one is between its points there
    QCOMPARE(band[2], (BandPoint{3, 4, 3, 5}));
    QVERIFY(bandOver({}).isEmpty() && bandOver({{}}).isEmpty());
    QCOMPARE(bandOver({{{1, std::nan("")}, {2, 5}}}).size(), 1); // what is no number has no say
    QVector<QPointF> longOne;
    for (int i = 0; i < 100000; ++i) longOne.append({double(i), double(i)});
    const auto thin = bandOver({longOne, longOne}, 500);
    QCOMPARE(thin.size(), 500);
    QCOMPARE(thin.last().mean, 99999.0);
    QVERIFY(std::abs(thin[100].mean - thin[100].x) < 1e-6);
}

void TrainModelsTest::groupsForgetTheSeed() {
    for (const char *name : {"sft", "sft seed 2", "sft-s3", "sft, seed=12", "sft_seed_4"})
        QCOMPARE(groupOf(run("x", name), Grouping::Name), QString("sft"));
    QCOMPARE(groupOf(run("x", "dpo fork 20"), Grouping::Name), QString("dpo fork 20"));
    QCOMPARE(groupOf(run("x", "seeds"), Grouping::Name), QString("seeds"));
    TrainViewModel model;
    model.setRuns({run("a", "sft seed 1"), run("b", "sft seed 2"), run("c", "dpo", "dpo")});
    model.append({curve("a", "loss", {3, 2, 1}), curve("b", "loss", {5, 4, 3}), curve("c", "loss", {1, 1, 1})});
    QVERIFY(model.groups().isEmpty());
    model.setGrouping(Grouping::Name);
    QCOMPARE(model.groups().size(), 2);
    const auto band = model.groupBand("sft", "loss");
    QCOMPARE(band.size(), 3);
    QCOMPARE(band[1], (BandPoint{2, 3, 2, 4}));
    model.setRunVisible("b", false);
    QCOMPARE(model.groupBand("sft", "loss")[1], (BandPoint{2, 2, 2, 2}));
}

/// Methods that say otherwise what their loss is have no scale in common; those that say the same have.
void TrainModelsTest::lossesOfOtherMeaningStandApart() {
    const auto method = [](const char *name, const char *loss) {
        return MethodInfo{.name = name,
                          .metrics = {{.name = "loss", .unit = "nats", .group = "loss", .effect = loss},
                                      {.name = "entropy", .group = "loss", .effect = name}}};
    };
    TrainViewModel model;
    model.setMethods({method("pretrain", "of a token"), method("sft", "of a token"), method("dpo", "of a pair")});
    model.setRuns({run("p", "base", "pretrain"), run("s", "sft"), run("d", "dpo", "dpo")});
    model.append({curve("p", "loss", {3, 2}), curve("s", "loss", {2, 1})});
    QCOMPARE(model.familiesOf("loss").size(), 1); // one chart
    model.append({curve("d", "loss", {0.69, 0.6}), curve("d", "entropy", {1}), curve("s", "entropy", {2})});
    const QStringList families = model.familiesOf("loss");
    QCOMPARE(families.size(), 2);
    QCOMPARE(model.methodsOf("loss", families[0]), QString("pretrain, sft"));
    QCOMPARE(model.methodsOf("loss", families[1]), QString("dpo"));
    QCOMPARE(QString::fromStdString(model.infoOf("loss", families[1])->effect), QString("of a pair"));
    QCOMPARE(model.familyOf("d", "loss"), families[1]);
    QCOMPARE(model.familiesOf("entropy").size(), 1); // what is no goal of its own is one thing
    model.setGrouping(Grouping::Algorithm);
    QVERIFY(model.groupBand("dpo", "loss", families[0]).isEmpty());
    QCOMPARE(model.groupBand("dpo", "loss", families[1]).size(), 2);
    model.setRunVisible("d", false); // nothing stands apart that is not seen
    QCOMPARE(model.familiesOf("loss").size(), 1);
}

void TrainModelsTest::presetsAndDerivedCurves() {
    TrainViewModel model;
    model.setMethods(smallMethods());
    model.setRuns({run("a", "dpo", "dpo"), run("g", "grpo", "grpo")});
    model.append({curve("a", "loss", {1}), curve("a", "rewards/accuracies", {0.75, 1}),
                  curve("a", "rewards/margins", {0.1, 0.2}), curve("g", "reward", {0.5, 0.6}),
                  curve("g", "reward_std", {0.1, 0.2}), curve("g", "kl", {0.01, 0.02})});
    QCOMPARE(model.points("a", kPairsWrong), QVector<QPointF>({{1, 0.25}, {2, 0.0}}));
    QCOMPARE(model.presets(), QStringList({kChosenCharts, "loss", "policy", "preference", "detail", kAllCharts}));
    model.setPreset("preference");
    QCOMPARE(model.shownMetrics(), QStringList({"rewards/margins", kPairsWrong}));
    model.setPreset("policy");
    QCOMPARE(model.shownMetrics(), QStringList({"reward", "kl"}));
    QCOMPARE(model.deviation("g", "reward"), QVector<BandPoint>({{1, 0.5, 0.4, 0.6}, {2, 0.6, 0.6 - 0.2, 0.6 + 0.2}}));
    QVERIFY(model.deviation("g", "kl").isEmpty() && model.deviation("a", "reward").isEmpty());
    model.setShown("loss", true); // by hand: from what is on show
    QCOMPARE(model.preset(), kChosenCharts);
    QCOMPARE(model.shownMetrics(), QStringList({"loss", "reward", "kl"}));
}

void TrainModelsTest::canariesStandOverTheirKl() {
    TrainViewModel model;
    model.setRuns({run("g", "grpo", "grpo"), run("p", "ppo", "ppo"), run("s", "sft")});
    model.append({curve("g", "kl", {0.0, 0.09, 0.04}), curve("g", "completions/mean_length", {50, 100, 25}),
                  curve("g", "canary/gold", {0.5, 0.6, 0.7}), curve("p", "objective/kl", {4, -1}),
                  curve("p", "completions/mean_length", {9, 9}), curve("p", "canary/gold", {0.1, 0.2}),
                  curve("s", "canary/gold", {0.3})});
    // of a token times the tokens of a completion: 0, 9 and 1 nats
    QCOMPARE(model.pointsOverRootKl("g", "canary/gold"), QVector<QPointF>({{0, 0.5}, {1, 0.7}, {3, 0.6}}));
    QCOMPARE(model.pointsOverRootKl("p", "canary/gold"), QVector<QPointF>({{0, 0.2}, {2, 0.1}})); // an estimate below 0
    QVERIFY(model.pointsOverRootKl("s", "canary/gold").isEmpty());
    QVERIFY(model.pointsOverRootKl("g", "canary/proxy").isEmpty());
}

void TrainModelsTest::placesAndSteps() {
    TrainViewModel model;
    model.setRuns({run("a", "sft")});
    model.append({curve("a", "loss", {3, 2, 1})});
    QCOMPARE(model.stepAt("a", 2.4), 2.4);
    model.setXAxis(XAxis::Tokens);
    QCOMPARE(model.stepAt("a", 210), 2.0);
    QCOMPARE(model.placeOf("a", 3), 300.0);
    QCOMPARE(model.selectedRun(), QString("a"));
}

void TrainModelsTest::csvHoldsRawValues() {
    TrainViewModel model;
    model.setRuns({run("a", "my \"sft\""), run("b", "other")});
    model.append({curve("a", "loss", {3}), curve("b", "loss", {9})});
    model.setRunVisible("b", false);
    QCOMPARE(model.csv(), QString("run,metric,step,tokens,seconds,value\n\"my \"\"sft\"\"\",\"loss\",1,100,0.5,3\n"));
}

void TrainModelsTest::heldOutRowsStandBesideWhatIsLearnt() {
    TrainViewModel model;
    model.setRuns({run("a", "sft")});
    model.append({curve("a", "loss", {3, 2}), curve("a", "eval_loss", {4}), curve("a", "eval_perplexity", {9})});
    QCOMPARE(model.metrics(), QStringList({"loss", "eval_perplexity"})); // one that is only measured has its own chart
    QCOMPARE(model.shownBy("eval_loss"), std::optional<QString>("loss"));
    QVERIFY(!model.shownBy("loss") && !model.shownBy("eval_perplexity"));
    QVERIFY(model.hasPoints("a", TrainViewModel::heldOutOf("loss")));
    QVERIFY(!model.hasPoints("a", TrainViewModel::heldOutOf("grad_norm")) && !model.hasPoints("b", "loss"));
    QVERIFY(model.csv().contains("\"sft\",\"eval_loss\",1,100,0.5,4\n"));
}

void TrainModelsTest::samplesAreSortedFilteredAndRewound() {
    SamplesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto sample = [](double step, double reward, const std::string &text) {
        return DrawnSample{
            .run = "g", .group = "p1", .prompt = "a=1", .answer = {.text = text}, .step = step, .reward = reward};
    };
    model.setRun("g");
    model.append(
        {sample(1, 0, "one"), sample(2, 1, "two"), sample(3, 0.5, "three"), {.run = "other", .answer = {.text = "x"}}});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.at(0)->answer.text, std::string("three")); // the newest first
    const QPersistentModelIndex two = model.index(1, 0);
    model.sort(SamplesModel::Reward, Qt::AscendingOrder);
    QCOMPARE(model.at(two.row())->answer.text, std::string("two"));
    model.setFilter("T");
    QCOMPARE(model.rowCount(), 2);
    model.setFilter("");
    model.append({sample(2, 1, "two again")}); // went on from step 1
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.total(), 3);
    model.append({sample(2, 1, "second of the step")});
    QCOMPARE(model.rowCount(), 4);
    model.setRun("other");
    QCOMPARE(model.rowCount(), 1);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TrainModelsTest::launchSuggestsAndChecks() {
    LaunchViewModel model;
    QSignalSpy asked(&model, &LaunchViewModel::planningRequested), started(&model, &LaunchViewModel::startRequested);
    model.beginNew();
    QCOMPARE(asked.count(), 1);
    QVERIFY(!model.canStart());
    model.setPlanning(planning());
    QCOMPARE(model.models(), (QStringList{"base", "sft"})); // what another machine serves cannot be trained here
    QCOMPARE(model.algorithm(), QString("sft"));
    QCOMPARE(model.name(), QString("sft 2")); // "sft" is taken
    QCOMPARE(model.dataSets(), QStringList{"train"});
    QVERIFY(model.canStart());
    model.setAlgorithm("dpo");
    QCOMPARE(model.data(), QString("pairs"));
    QCOMPARE(model.name(), QString("dpo"));
    model.setName("train");
    QVERIFY(!model.canStart() && model.problems()[0].contains("taken"));
    model.setName("mine");
    model.setAlgorithm("grpo");
    QCOMPARE(model.name(), QString("mine")); // the person's own
    model.setConfig({{"max_steps", 5}}, 1);
    QVERIFY(!model.canStart()); // a field is wrong
    model.setConfig({{"max_steps", 5}}, 0);
    model.start();
    QCOMPARE(started.count(), 1);
    const Json stage = started[0][0].value<Json>()["stage"][0];
    QCOMPARE(stage, Json({{"name", "mine"},
                          {"kind", "train"},
                          {"algorithm", "grpo"},
                          {"model", "base"},
                          {"data", "train"},
                          {"config", {{"max_steps", 5}}}}));
}

void TrainModelsTest::launchBeginsOnRowsWithAMethodThatLearnsFromSuch() {
    PlanningValues values = planning();
    const auto method = [](const char *name, const char *layout, bool fresh) {
        return MethodInfo{.name = name,
                          .role = "algorithm",
                          .inputs = {{.name = "policy", .trained = true, .fresh = fresh},
                                     {.name = "train", .what = Artifact::Rows, .layout = layout}}};
    };
    auto &algorithms = values.catalogue.algorithms;
    algorithms.insert(algorithms.begin(), method("pretrain", "text", true)); // begins with no model at all
    algorithms.push_back(method("kto", "unpaired_preference", false));
    algorithms.push_back(method("prm", "stepwise_supervision", false));
    values.data.append({{"steps", {"prompt_only", "stepwise_supervision"}},
                        {"thumbs", {"unpaired_preference", "prompt_completion", "text", "prompt_only"}},
                        {"questions", {"prompt_only"}},
                        {"words", {"text"}}});
    LaunchViewModel model;
    for (const auto &[data, wanted] :
         {std::pair{"train", "sft"}, {"pairs", "dpo"}, {"steps", "prm"}, {"thumbs", "kto"}, {"questions", "grpo"}}) {
        model.beginOn(data);
        model.setPlanning(values);
        QCOMPARE(model.algorithm(), QString(wanted));
        QCOMPARE(model.data(), QString(data));
        QCOMPARE(model.model(), QString("base"));
    }
    for (const char *none : {"words", "not there"}) { // nothing goes on with a model on such rows
        model.beginOn(none);
        model.setPlanning(values);
        QCOMPARE(model.algorithm(), QString("sft"));
        QCOMPARE(model.data(), QString("train"));
    }
    model.beginOn("pairs");
    model.setPlanning(values);
    model.beginNew(); // the wish is not kept for the next form
    model.setPlanning(values);
    QCOMPARE(model.data(), QString("train"));
}

void TrainModelsTest::launchTellsTheCommandLine() {
    LaunchViewModel model;
    model.beginAgain("01-sft");
    model.setPlanning(planning());
    QCOMPARE(model.name(), QString("sft 2"));
    Json config = model.standard();
    config["learning_rate"] = 1e-4;
    model.setConfig(config, 0);
    QCOMPARE(model.commandLine(),
             QString("lapidary-cli run '/home/me/my project' --only sft --set stage.sft.config.learning_rate=0.0001"));
    model.setData("pairs"); // no longer the same stage: it has to be written down
    QVERIFY(model.commandLine().startsWith(
        "cat >> '/home/me/my project/added.toml' <<'END'\n\n[[stage]]\nname = \"sft 2\""));
    QVERIFY(model.commandLine().endsWith("\nEND\nlapidary-cli run '/home/me/my project' --only 'sft 2'"));
    const QString lines = model.commandLine();
    const auto parsed = parseToml(
        lines.mid(lines.indexOf("[[stage]]"), lines.indexOf("\nEND\n") - lines.indexOf("[[stage]]")).toStdString());
    QVERIFY(parsed && parsed->values["stage"][0]["config"]["learning_rate"] == Json(1e-4));
}

void TrainModelsTest::launchWarnsOfDataThatMeasures() {
    LaunchViewModel model;
    model.beginNew();
    PlanningValues values = planning();
    model.setPlanning(values);
    QVERIFY(model.warning().isEmpty());
    model.setPlanning({}); // what another form asked for changes nothing here
    QVERIFY(!model.data().isEmpty());
    const QString data = model.data();
    for (auto &each : values.data) each.measured = each.name == data;
    model.beginNew();
    model.setPlanning(values);
    model.setData(data);
    QVERIFY(model.warning().contains(data));
    QVERIFY(model.canStart()); // a warning, not a lock
}

void TrainModelsTest::launchGivesFurtherInputs() {
    PlanningValues values = planning();
    values.catalogue.algorithms[1].inputs.push_back({.name = "reference", .required = false, .effect = "holds it"});
    values.runs.append({.id = "02-dpo",
                        .name = "dpo",
                        .algorithm = "dpo",
                        .model = "sft",
                        .data = "pairs",
                        .inputs = {{"reference", "base"}}});
    LaunchViewModel model;
    model.beginAgain("02-dpo");
    model.setPlanning(values);
    QCOMPARE(model.ports().size(), 1);
    QCOMPARE(model.ports()[0].chosen, QString("base")); // begun again it is held to the same
    QCOMPARE(model.ports()[0].names, model.models());
    QCOMPARE(model.tables()["stage"][0]["inputs"], Json({{"reference", "base"}}));
    QVERIFY(model.commandLine().contains("\n[stage.inputs]\nreference = \"base\""));
    model.setInput("reference", {});
    QVERIFY(!model.tables()["stage"][0].contains("inputs") && model.canStart());
    model.setAlgorithm("sft");
    QVERIFY(model.ports().isEmpty());
    values.catalogue.algorithms[1].inputs.back().required = true;
    model.beginNew();
    model.setPlanning(values);
    model.setAlgorithm("dpo");
    QVERIFY(!model.canStart() && model.problems()[0].contains("reference"));
    model.setInput("reference", "sft");
    QVERIFY(model.canStart());
}

/// Of the rewards that can be exploited on the data those that the form has chosen are told.
void TrainModelsTest::launchTellsOfLaxRewards() {
    PlanningValues values = planning();
    for (MethodInfo &method : values.catalogue.algorithms)
        if (method.name == "sft")
            method.spec.push_back(
                {.name = "reward_funcs", .type = FieldType::TextList, .defaultValue = Json::array({"format"})});
    LaunchViewModel model;
    model.beginNew();
    model.setPlanning(values);
    model.setAlgorithm("sft");
    const QVector<RewardNote> lax{{"format", "format can be exploited"}, {"concise", "concise can be exploited"}};
    model.setDataFacts({.name = "train", .rewards = lax, .rows = 100, .longestText = 60});
    QCOMPARE(model.textNotes(), QStringList{"format can be exploited"});
    model.setConfig({{"reward_funcs", {"correct", "concise"}}}, 0);
    QCOMPARE(model.textNotes(), QStringList{"concise can be exploited"});
    model.setAlgorithm("dpo"); // learns from no reward
    QVERIFY(model.textNotes().isEmpty());
}

void TrainModelsTest::launchEstimates() {
    LaunchViewModel model;
    RunValues earlier = run("01-sft", "sft");
    earlier.stepSeconds = 0.5;
    model.setRuns({earlier});
    model.beginNew();
    model.setPlanning(planning());
    QVERIFY(model.estimate().memory > 400 << 20); // the library alone
    QCOMPARE(model.estimate().steps, 0.0);        // the rows are not known
    model.setDataFacts({.name = "train", .rows = 100, .longestText = 60});
    QCOMPARE(model.estimate().steps, 39.0); // 13 batches of 8, three times
    QCOMPARE(model.estimate().stepSeconds, 0.5);
    QVERIFY(model.timeText().contains("39 steps") && model.timeText().contains("20 s") &&
            model.timeText().contains("in sft"));
    QVERIFY(model.memoryText().contains("sft held at most 300 MiB"));
    QVERIFY(model.textNotes().isEmpty());
    const TextNotes lost{.model = model.model(), .lostRows = 2, .lostCharacters = 5, .lost = "? (5)"},
        merged{.model = "another", .mergedRows = 3};
    model.setDataFacts({.name = "train", .notes = {lost, merged}, .rows = 100, .longestText = 60});
    QCOMPARE(model.textNotes().size(), 1); // of the chosen model alone
    QVERIFY(model.textNotes().first().contains("5 characters in 2 rows") &&
            model.textNotes().first().contains("? (5)"));
    model.setConfig({{"per_device_train_batch_size", 16}, {"max_steps", 10}}, 0);
    QCOMPARE(model.estimate().seconds(), 10.0);           // twice the rows, twice the time
    QCOMPARE(model.estimate().measuredMemory, qint64(0)); // of another shape
    model.setModel("sft");
    QCOMPARE(model.estimate().stepSeconds, 0.0);
    QVERIFY(model.timeText().contains("No earlier run"));
    // A fork has the trunk behind it.
    model.beginFork("01-sft", 47);
    model.setPlanning(planning());
    QCOMPARE(model.step(), qint64(40));
    QCOMPARE(model.estimate().steps, 60.0);
    QCOMPARE(model.name(), QString("sft fork 40"));
}

void TrainModelsTest::launchSweeps() {
    LaunchViewModel model;
    RunValues earlier = run("01-sft", "sft");
    earlier.stepSeconds = 0.5;
    model.setRuns({earlier});
    model.beginNew();
    model.setPlanning(planning());
    QCOMPARE(model.runCount(), 1);
    QVERIFY(model.sweepText().isEmpty() && !model.tables()["stage"][0].contains("sweep"));
    model.setConfig({{"max_steps", 10}}, 0, {{"learning_rate", {1e-4, 3e-4}}});
    model.setSeeds(3);
    QCOMPARE(model.runCount(), 6);
    QCOMPARE(model.sweepText(), QString("6 runs: 2 values of learning_rate × 3 seeds"));
    const Json stage = model.tables()["stage"][0];
    QCOMPARE(stage["sweep"], Json({{"learning_rate", {1e-4, 3e-4}}, {"seeds", 3}}));
    QCOMPARE(stage["config"], Json({{"max_steps", 10}}));
    QVERIFY2(model.commandLine().contains("\n[stage.sweep]\nlearning_rate = [0.0001,0.0003]\nseeds = 3\nEND"),
             qPrintable(model.commandLine()));
    QVERIFY2(model.timeText().contains("All 6 runs, one after the other: about 30 s"), qPrintable(model.timeText()));
    model.setSeeds(600);
    QVERIFY(!model.canStart() && model.problems()[0].contains("1000"));
    model.beginFork("01-sft", 47); // a fork is one run
    model.setPlanning(planning());
    QCOMPARE(model.runCount(), 1);
}

void TrainModelsTest::launchHasASeed() {
    LaunchViewModel model;
    PlanningValues values = planning();
    values.seed = 3;
    values.runs[0].seed = 8; // one of a sweep
    model.beginNew();
    model.setPlanning(values);
    QCOMPARE(model.seed(), quint64(3)); // the experiment's, which nobody has to write down
    QVERIFY(!model.hasOwnSeed() && !model.tables()["stage"][0].contains("seed"));
    model.setSeed(5);
    QCOMPARE(model.tables()["stage"][0]["seed"], Json(5));
    QVERIFY2(model.commandLine().contains("\nseed = 5\n"), qPrintable(model.commandLine()));
    model.setSeed({});
    QCOMPARE(model.seed(), quint64(3));
    model.setSettings({.algorithm = "sft", .model = "base", .data = "train", .seed = 11});
    QCOMPARE(model.tables()["stage"][0]["seed"], Json(11));
    model.beginAgain("01-sft"); // the same run again has its seed
    model.setPlanning(values);
    QVERIFY(!model.hasOwnSeed());
    QCOMPARE(model.tables()["stage"][0]["seed"], Json(8));
    QVERIFY(!model.commandLine().contains("seed"));
    model.setSeed(9);
    QVERIFY2(model.commandLine().endsWith("--set stage.sft.seed=9"), qPrintable(model.commandLine()));
    model.beginFork("01-sft", 40);
    model.setPlanning(values);
    QCOMPARE(model.seed(), quint64(8)); // its streams go on
    QVERIFY(!model.tables()["stage"][0].contains("seed"));
}

void TrainModelsTest::samplesOfOneStep() {
    SamplesModel model;
    QSignalSpy moved(&model, &SamplesModel::stepChanged);
    const auto sample = [](const char *run, double step) {
        return DrawnSample{.run = run, .group = "p", .answer = {.text = "x"}, .step = step};
    };
    model.setRun("g");
    model.append({sample("g", 1), sample("g", 1), sample("g", 5), sample("g", 9), sample("other", 4)});
    QCOMPARE(model.steps(), (QVector<double>{1, 5, 9}));
    QCOMPARE(model.rowCount(), 4);
    model.setStep(1);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.stepNear("g", 6.5), std::optional<double>(5));
    QCOMPARE(model.stepNear("other", 100), std::optional<double>(4));
    QVERIFY(!model.stepNear("nobody", 1));
    QCOMPARE(model.total(), 4);
    const auto before = moved.count();
    model.setRun("other"); // its steps are others
    QVERIFY(!model.step() && moved.count() == before + 1);
    QCOMPARE(model.rowCount(), 1);
}

void TrainModelsTest::inputsFollowTheirSwitch() {
    PlanningValues values = planning();
    values.catalogue.algorithms[0].spec.push_back(
        {.name = "ewc_lambda", .type = FieldType::Number, .defaultValue = 0.0});
    values.catalogue.algorithms[0].inputs.push_back(
        {.name = "ewc_data", .what = Artifact::Rows, .required = false, .neededBy = "ewc_lambda"});
    LaunchViewModel model;
    model.beginNew();
    model.setPlanning(values);
    QVERIFY(!model.ports()[0].active);
    model.setConfig({{"ewc_lambda", 100}}, 0);
    QVERIFY(model.ports()[0].active);
    model.setConfig({}, 0, {{"ewc_lambda", {0, 100}}}); // one of the runs reads it
    QVERIFY(model.ports()[0].active);
}

QTEST_MAIN(TrainModelsTest)
#include "tst_train_models.moc"
