// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/add_menu.h"
#include "core/base/files.h"
#include "core/data/tasks/task.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/installed.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/common/method_text.h"
#include "widgets/models/canvas_view_model.h"
#include "widgets/models/experiment_template.h"
#include "widgets/models/qt_text.h"
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <functional>
#include <map>

namespace lapidary {

namespace {

constexpr const char *kConstitution = "constitution.toml"; ///< the principles of a judge, beside the experiment
constexpr qint64 kFirstCount = 100;                        ///< problems of a new set: enough to see something

class AddMenu {
    Q_DECLARE_TR_FUNCTIONS(AddMenu)

public:
    AddMenu(QMenu &menu, CanvasViewModel &edits, QWidget *window) : menu_(menu), edits_(edits), window_(window) {}

    void fill() {
        templates(*submenu(tr("Te&mplate")));
        models(*submenu(tr("&Model")));
        data(*submenu(tr("&Data")));
        trainings(*submenu(tr("&Training")));
        stages(*submenu(tr("&Other stage")));
        arms(*submenu(tr("&Arm")));
    }

private:
    QMenu *submenu(const QString &title) {
        QMenu *menu = menu_.addMenu(title);
        return menu;
    }

    /// Themes draw no titles of sections.
    static void heading(QMenu &menu, const QString &title) {
        menu.addSeparator();
        menu.addAction(title)->setEnabled(false);
    }

    void entry(QMenu &menu, const std::string &name, const std::string &summary, const std::function<void()> &run) {
        const QString words = methodText(summary);
        QAction *action =
            menu.addAction(words.isEmpty() ? toQt(name) : tr("%1: %2").arg(toQt(name), words), window_, run);
        action->setObjectName(QStringLiteral("add:") + toQt(name));
    }

    /// Whole experiments to begin with, each a piece of TOML in resources/templates.
    void templates(QMenu &menu) {
        const auto resources = installedFolder("resources");
        for (const ExperimentTemplate &each : experimentTemplates()) {
            const std::string name = fromQt(each.name);
            const fs::path folder = resources ? *resources / "templates" : fs::path();
            const auto text = readFile(folder / (name + ".toml"));
            const auto constitution = readFile(folder / kConstitution);
            QAction *action = menu.addAction(tr("%1: %2").arg(each.title, each.summary));
            action->setObjectName(QStringLiteral("template:") + each.name);
            action->setEnabled(text && constitution);
            if (!text || !constitution) continue;
            CanvasViewModel::Files files;
            if (text->find(kConstitution) != text->npos) files.emplace_back(kConstitution, *constitution);
            QObject::connect(action, &QAction::triggered, window_,
                             [&edits = edits_, title = each.title, text = *text, files] {
                                 edits.addTemplate(title, toQt(text), files);
                             });
        }
    }

    void models(QMenu &menu) {
        auto *small = menu.addAction(tr("The small model that comes along"), window_, [&edits = edits_] {
            edits.addModel(QStringLiteral("base"), QStringLiteral("resources:starter"));
        });
        small->setObjectName(QStringLiteral("addStarterModel"));
        menu.addAction(tr("A folder…"), window_, [&edits = edits_, window = window_] {
            auto *dialog = new QFileDialog(window, tr("A model in Hugging Face layout"));
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setFileMode(QFileDialog::Directory);
            dialog->setOptions(QFileDialog::ReadOnly | QFileDialog::ShowDirsOnly);
            QObject::connect(dialog, &QFileDialog::fileSelected, window,
                             [&edits](const QString &folder) { edits.addModel(QFileInfo(folder).fileName(), folder); });
            dialog->open();
        });
    }

    void data(QMenu &menu) {
        menu.addAction(tr("Rows of a file…"), window_, [&edits = edits_, window = window_] {
            auto *dialog = new QFileDialog(window, tr("A file of rows"));
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setFileMode(QFileDialog::ExistingFile);
            dialog->setNameFilters({tr("JSON Lines (*.jsonl)"), tr("All files (*)")});
            dialog->setOptions(QFileDialog::ReadOnly);
            QObject::connect(dialog, &QFileDialog::fileSelected, window, [&edits](const QString &file) {
                edits.add(QStringLiteral("data"),
                          {{"name", fromQt(QFileInfo(file).completeBaseName())}, {"file", fromQt(file)}});
            });
            dialog->open();
        });
        heading(menu, tr("Problems with answers"));
        for (const TaskInfo &task : tasks())
            entry(menu, task.name, task.summary, [&edits = edits_, name = std::string(task.name)] {
                edits.add(QStringLiteral("data"), {{"name", name}, {"task", name}, {"count", kFirstCount}});
            });
    }

    /// By what they learn from, in the order in which the catalogue first names it.
    void trainings(QMenu &menu) {
        std::vector<std::string> order;
        std::map<std::string, std::vector<const MethodInfo *>> families;
        for (const MethodInfo &each : edits_.experiment()->catalogue().algorithms) {
            const Port *rows = dataPort(each);
            const std::string layout = rows ? rows->layout : "";
            if (families[layout].empty()) order.push_back(layout);
            families[layout].push_back(&each);
        }
        for (const auto &layout : order) {
            heading(menu, layout.empty() ? tr("Others") : tr("From rows of the layout %1").arg(toQt(layout)));
            for (const MethodInfo *each : families[layout])
                entry(menu, each->name, each->summary, [&edits = edits_, name = each->name] {
                    edits.add(QStringLiteral("stage"),
                              {{"name", name}, {"kind", stageKinds().front()}, {"algorithm", name}});
                });
        }
    }

    void stages(QMenu &menu) {
        for (const RunKind &kind : runKinds())
            if (!kind.isArm && !kind.methods)
                entry(menu, kind.info.name, kind.info.summary, [&edits = edits_, name = kind.info.name] {
                    edits.add(QStringLiteral("stage"), {{"name", name}, {"kind", name}});
                });
    }

    void arms(QMenu &menu) {
        for (const MethodInfo &each : edits_.experiment()->catalogue().strategies)
            entry(menu, each.name, each.summary, [&edits = edits_, name = each.name] {
                edits.add(QStringLiteral("arm"), {{"name", name}, {"strategy", name}});
            });
    }

    QMenu &menu_;
    CanvasViewModel &edits_;
    QWidget *window_;
};

} // namespace

void fillAddMenu(QMenu &menu, CanvasViewModel &edits, QWidget *window) {
    if (edits.isEditable()) AddMenu(menu, edits, window).fill();
}

} // namespace lapidary
