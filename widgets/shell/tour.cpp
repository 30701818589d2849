// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/tour.h"
#include "widgets/common/labels.h"
#include "widgets/shell/main_window.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

namespace lapidary {

namespace {

/// A frame over another widget. Mouse and keys go through it.
class Ring : public QWidget {
public:
    explicit Ring(QWidget *parent) : QWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(toneColour(Tone::Accent, palette()), 3));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6);
    }
};

} // namespace

QVector<Tour::Step> Tour::steps() {
    return {
        {QStringLiteral("home"), QStringLiteral("start"), tr("Run the experiment"),
         tr("An experiment leads from a model over training stages to arms that are compared. Run all does what has "
            "not been done yet; the starter takes some minutes.")},
        {QStringLiteral("home"), QStringLiteral("runsTable"), tr("See what is at work"),
         tr("Each stage is a run. Here it can be paused, stopped, resumed, named and deleted; Inspector and Log "
            "beside it say the rest.")},
        {QStringLiteral("train"), QStringLiteral("train"), tr("Watch it learn"),
         tr("Curves grow while a training runs. Pause it, look at what it says, or fork a checkpoint with other "
            "settings.")},
        {QStringLiteral("compare"), QStringLiteral("compare"), tr("Compare what came out"),
         tr("Every arm answers the same questions. Accuracy has its interval, and a test says whether a difference "
            "is more than luck.")},
        {QStringLiteral("models"), QStringLiteral("models"), tr("Talk with a model"),
         tr("Trained models stand here. The playground shows at each token how sure the model was. F1 opens the "
            "manual wherever you are.")}};
}

Tour::Tour(MainWindow &window)
    : QFrame(&window), window_(window), title_(plainLabel({}, Type::Heading, false, this)),
      text_(plainLabel({}, Type::Body, true, this)), count_(plainLabel({}, Type::Caption, true, this)),
      back_(button(tr("&Back"), false, this)), next_(button(tr("&Next"), true, this)), ring_(new Ring(&window)) {
    setObjectName(QStringLiteral("card"));
    setAutoFillBackground(true);
    setAccessibleName(tr("Tour"));
    setFixedWidth(88 * kGrid);
    title_->setObjectName(QStringLiteral("tourTitle"));
    text_->setWordWrap(true);
    back_->setObjectName(QStringLiteral("tourBack"));
    next_->setObjectName(QStringLiteral("tourNext"));
    auto *close = button(tr("End the to&ur"), false, this);
    close->setObjectName(QStringLiteral("tourEnd"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addWidget(close);
    buttons->addStretch();
    buttons->addWidget(back_);
    buttons->addWidget(next_);
    auto *head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(count_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(5 * kGrid, 4 * kGrid, 5 * kGrid, 4 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(head);
    layout->addWidget(text_);
    layout->addSpacing(kGrid);
    layout->addLayout(buttons);
    hide();
    ring_->hide();
    window_.installEventFilter(this);
    connect(close, &QPushButton::clicked, this, [this] { show(-1); });
    connect(back_, &QPushButton::clicked, this, [this] { show(step_ - 1); });
    connect(next_, &QPushButton::clicked, this, [this] { show(step_ + 1); });
}

void Tour::start() {
    show(0);
}

/// Behind the last step, and before the first, the tour ends.
void Tour::show(int step) {
    const QVector<Step> all = steps();
    step_ = step;
    const bool shown = step >= 0 && step < all.size();
    setVisible(shown);
    ring_->setVisible(shown);
    if (target_) target_->removeEventFilter(this);
    target_ = nullptr;
    if (!shown) return;
    window_.showPanel(all[step].panel);
    target_ = window_.findChild<QWidget *>(all[step].place);
    if (target_) target_->installEventFilter(this);
    title_->setText(all[step].title);
    text_->setText(all[step].text);
    count_->setText(tr("%1 of %2").arg(step + 1).arg(all.size()));
    back_->setVisible(step > 0);
    next_->setText(step + 1 < all.size() ? tr("&Next") : tr("&Done"));
    place();
    next_->setFocus();
    QTimer::singleShot(0, this, &Tour::place); // when docks and panel have their places
}

/// The card stands at the lower right, or at the lower left where it would hide what it tells of.
void Tour::place() {
    if (!isVisible()) return;
    adjustSize();
    const int below = window_.height() - window_.statusBar()->height() - 4 * kGrid - height();
    QRect box(QPoint(window_.width() - width() - 6 * kGrid, below), size());
    if (target_ && target_->isVisible()) {
        const QRect ringed(target_->mapTo(&window_, QPoint()), target_->size());
        ring_->setGeometry(ringed.adjusted(-4, -4, 4, 4).intersected(window_.rect()));
        const bool small = ringed.width() * ringed.height() < window_.width() * window_.height() / 3;
        if (small && box.intersects(ringed)) box.moveTop(ringed.top() - height() - 3 * kGrid);
    }
    ring_->setVisible(target_ && target_->isVisible());
    move(box.topLeft());
    ring_->raise();
    raise();
}

bool Tour::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move || event->type() == QEvent::Show ||
        event->type() == QEvent::Hide)
        place();
    return QFrame::eventFilter(watched, event);
}

void Tour::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape)
        show(-1);
    else
        QFrame::keyPressEvent(event);
}

} // namespace lapidary
