// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/start_page.h"
#include "widgets/common/labels.h"
#include <QFileInfo>
#include <QGridLayout>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyledItemDelegate>

namespace lapidary {

namespace {

/// Name over folder.
class FolderDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, 12 * kGrid}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override {
        QStyleOptionViewItem option = given;
        option.state &= ~QStyle::State_HasFocus;
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        const QRect box = option.rect.adjusted(3 * kGrid, kGrid, -3 * kGrid, -kGrid);
        const QString folder = index.data(Qt::UserRole).toString();
        painter->setFont(option.font);
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(box, Qt::AlignTop | Qt::AlignLeft,
                          option.fontMetrics.elidedText(QFileInfo(folder).fileName(), Qt::ElideRight, box.width()));
        const QFont small = typeFont(Type::Caption);
        painter->setFont(small);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(box, Qt::AlignBottom | Qt::AlignLeft,
                          QFontMetrics(small).elidedText(folder, Qt::ElideMiddle, box.width()));
    }
};

} // namespace

StartPage::StartPage(QWidget *parent) : Panel(parent) {
    auto *inner = new QWidget(this);
    inner->setMaximumWidth(230 * kGrid);
    auto *fresh = button(tr("&New project…"), true, inner);
    fresh->setObjectName(QStringLiteral("newProject"));
    auto *empty = button(tr("Project of your o&wn…"), false, inner);
    empty->setObjectName(QStringLiteral("emptyProject"));
    empty->setToolTip(tr("From a template, or with a model and data of your own"));
    auto *tour = button(tr("To&ur"), false, inner);
    tour->setObjectName(QStringLiteral("takeTour"));
    tour->setToolTip(tr("Five steps through the starter, which is made first"));
    auto *open = button(tr("&Open a folder…"), false, inner);
    open->setObjectName(QStringLiteral("openProject"));
    makeRecent(inner);
    setFocusProxy(fresh);
    auto *lead = plainLabel(tr("Fine-tune, align and compare language models on this machine. A project is a folder "
                               "with an experiment: data, training stages, and the arms that are compared."),
                            Type::Body, true, inner);
    lead->setWordWrap(true);
    ready_ = new QVBoxLayout;
    ready_->setSpacing(3 * kGrid);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addWidget(fresh);
    buttons->addWidget(empty);
    buttons->addWidget(open);
    buttons->addWidget(tour);
    buttons->addStretch();
    makeGrid(inner, lead, buttons);
    showInMiddle(inner);
    connect(fresh, &QPushButton::clicked, this, [this] {
        Q_EMIT intended({Intent::NewProject, QStringLiteral("starter")});
    });
    connect(empty, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::NewProject, {}}); });
    connect(tour, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::TakeTour, {}}); });
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::OpenProject, {}}); });
    connect(recent_, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        Q_EMIT intended({Intent::OpenFolder, item->data(Qt::UserRole).toString()});
    });
    setRecent({});
    setReady({});
}

void StartPage::makeRecent(QWidget *inner) {
    recent_ = new QListWidget(inner);
    recent_->setObjectName(QStringLiteral("recentProjects"));
    recent_->setAccessibleName(tr("Recent projects"));
    recent_->setItemDelegate(new FolderDelegate(recent_));
    recent_->setUniformItemSizes(true);
    auto *none = plainLabel(tr("What you open stands here the next time."), Type::Body, true, inner);
    none->setWordWrap(true);
    noRecent_ = none;
}

void StartPage::makeGrid(QWidget *inner, QWidget *lead, QLayout *buttons) {
    auto *grid = new QGridLayout(inner);
    grid->setContentsMargins(8 * kGrid, 10 * kGrid, 8 * kGrid, 8 * kGrid);
    grid->setHorizontalSpacing(8 * kGrid);
    grid->setVerticalSpacing(3 * kGrid);
    grid->addWidget(plainLabel(tr("Begin"), Type::Title, false, inner), 0, 0, 1, 2);
    grid->addWidget(lead, 1, 0, 1, 2);
    grid->addLayout(buttons, 2, 0, 1, 2);
    grid->setRowMinimumHeight(3, 4 * kGrid);
    grid->addWidget(plainLabel(tr("Recent projects"), Type::Heading, false, inner), 4, 0);
    grid->addWidget(plainLabel(tr("Ready-made projects"), Type::Heading, false, inner), 4, 1);
    grid->addWidget(recent_, 5, 0);
    grid->addWidget(noRecent_, 5, 0, Qt::AlignTop);
    grid->addLayout(ready_, 5, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(5, 1);
}

void StartPage::showInMiddle(QWidget *inner) {
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *centred = new QWidget(area);
    auto *row = new QHBoxLayout(centred);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(inner, 1);
    area->setWidget(centred);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
}

void StartPage::setRecent(const QStringList &folders) {
    recent_->clear();
    for (const QString &folder : folders) {
        auto *item = new QListWidgetItem(QFileInfo(folder).fileName(), recent_);
        item->setData(Qt::UserRole, folder);
        item->setToolTip(folder.toHtmlEscaped());
    }
    recent_->setVisible(!folders.isEmpty());
    noRecent_->setVisible(folders.isEmpty());
}

void StartPage::setReady(const QVector<ReadyProjectValues> &projects) {
    while (QLayoutItem *old = ready_->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const ReadyProjectValues &project : projects) ready_->addWidget(makeReadyCard(project));
    ready_->addStretch(1);
}

QWidget *StartPage::makeReadyCard(const ReadyProjectValues &project) {
    auto *frame = card(this);
    auto *summary = plainLabel(project.summary, Type::Body, true, frame);
    summary->setWordWrap(true);
    auto *copy = button(tr("Make a copy…"), false, frame);
    copy->setObjectName(QStringLiteral("copy:") + project.name);
    copy->setAccessibleName(tr("Make a project of your own from %1").arg(project.title));
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(2 * kGrid);
    auto *title = plainLabel(project.title, Type::Body, false, frame);
    QFont bold = title->font();
    bold.setWeight(QFont::Bold);
    title->setFont(bold);
    title->setWordWrap(true);
    layout->addWidget(title);
    layout->addWidget(summary);
    layout->addWidget(copy, 0, Qt::AlignLeft);
    connect(copy, &QPushButton::clicked, this, [this, name = project.name] {
        Q_EMIT intended({Intent::NewProject, name});
    });
    return frame;
}

} // namespace lapidary
