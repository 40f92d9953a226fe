package notifications

// mostUnread is how far the unread are counted.
const mostUnread = 99
