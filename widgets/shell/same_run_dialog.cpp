// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/same_run_dialog.h"
#include <QCoreApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace lapidary {

namespace {

struct SameRunDialog {
    Q_DECLARE_TR_FUNCTIONS(SameRunDialog)
};

QString whatItIs(const SameRunValues &same) {
    const QString ended = same.state == QLatin1String("failed")      ? SameRunDialog::tr("It failed.")
                          : same.state == QLatin1String("cancelled") ? SameRunDialog::tr("It was stopped.")
                                                                     : SameRunDialog::tr("It was interrupted.");
    const QString where = same.step > 0 ? SameRunDialog::tr("Its newest checkpoint is that of step %1.").arg(same.step)
                                        : SameRunDialog::tr("It has no checkpoint.");
    return SameRunDialog::tr("“%1” has the same model, data, settings and seed as the run %2, begun as “%3”.")
               .arg(same.name, same.run, same.madeAs) +
           QLatin1Char(' ') + ended + QLatin1Char(' ') + where;
}

} // namespace

void askSameRun(QWidget *parent, const SameRunValues &same, std::function<void(SameRun)> answer) {
    auto *box = new QMessageBox(QMessageBox::Question, SameRunDialog::tr("The same run"),
                                SameRunDialog::tr("This training was begun before"), QMessageBox::NoButton, parent);
    box->setObjectName(QStringLiteral("sameRun"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(whatItIs(same));
    for (auto *label : box->findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText); // the informative text would guess it
    auto *on = box->addButton(SameRunDialog::tr("&Go on with it"), QMessageBox::AcceptRole);
    auto *apart = box->addButton(SameRunDialog::tr("&Begin apart"), QMessageBox::DestructiveRole);
    on->setObjectName(QStringLiteral("goOn"));
    apart->setObjectName(QStringLiteral("apart"));
    apart->setToolTip(SameRunDialog::tr("In a folder of its own, from its first step. The other run stays as it is."));
    box->addButton(QMessageBox::Cancel);
    QObject::connect(on, &QAbstractButton::clicked, parent, [answer] { answer(SameRun::GoOn); });
    QObject::connect(apart, &QAbstractButton::clicked, parent, [answer] { answer(SameRun::Apart); });
    box->open();
}

} // namespace lapidary
