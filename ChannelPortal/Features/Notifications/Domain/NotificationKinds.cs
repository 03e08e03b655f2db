namespace ChannelPortal.Features.Notifications.Domain;

/// <summary>How much a notice matters, in rising order as stored.</summary>
internal static class Severities
{
    public const string Info = "info";
    public const string Warn = "warn";
    public const string Critical = "critical";

    public static IReadOnlyList<string> All { get; } = [Info, Warn, Critical];

    public static int RankOf(string severity) => severity switch { Critical => 2, Warn => 1, _ => 0 };
}

/// <summary>Something that people are told about.</summary>
/// <param name="Id">Stable name; texts <c>Kind_{Id}</c> and default templates have it as key.</param>
/// <param name="Severity">Usual severity; alerts bring their own.</param>
/// <param name="DealerPermission">People of the dealer's company who are told: those with this permission. Null tells none of them.</param>
/// <param name="DeskPermission">The manufacturer's people who are told, within their scope.</param>
/// <param name="IsMandatory">Cannot be switched off in the centre.</param>
/// <param name="IsNamed">The document itself says who is told, e.g. an approver.</param>
/// <param name="IsDigestOnly">Never mailed alone.</param>
/// <param name="IsMailedAtFirst">Mailed to people who have set nothing.</param>
/// <param name="IsForEveryDealer">Without a dealer it concerns the people of all; of any other kind they hear only about their own company.</param>
/// <param name="EscalateTo">Role that hears of it when nobody read it.</param>
internal sealed record NotificationKind(
    string Id, string Severity, string? DealerPermission = null, string? DeskPermission = null, bool IsMandatory = false, bool IsNamed = false, bool IsDigestOnly = false, bool IsMailedAtFirst = false,
    bool IsForEveryDealer = false, string? EscalateTo = null);

/// <summary>All kinds. Another one is a line here, a rule in <c>FactRules</c> and a default template.</summary>
internal static class NotificationKinds
{
    public const string AlertRaised = "alert_raised";
    public const string AlertEscalated = "alert_escalated";
    public const string OrderHeld = "order_held";
    public const string OrderReleased = "order_released";
    public const string OrderShipped = "order_shipped";
    public const string OrderDelivered = "order_delivered";
    public const string OrderRejected = "order_rejected";
    public const string ApprovalWaiting = "approval_waiting";
    public const string ApprovalDecided = "approval_decided";
    public const string QuoteAsked = "quote_asked";
    public const string QuoteSent = "quote_sent";
    public const string QuoteDecided = "quote_decided";
    public const string ReturnRequested = "return_requested";
    public const string ReturnMoved = "return_moved";
    public const string CreditExceeded = "credit_exceeded";
    public const string DeliveryTrouble = "delivery_trouble";
    public const string RiskReview = "risk_review";
    public const string PriceMoved = "price_moved";
    public const string EvaluationNotified = "evaluation_notified";
    public const string EvaluationAppealed = "evaluation_appealed";
    public const string EvaluationFinal = "evaluation_final";
    public const string ReportReady = "report_ready";
    public const string AreaReportReady = "area_report_ready";
    public const string TargetOpened = "target_opened";
    public const string TargetProposed = "target_proposed";
    public const string TargetSet = "target_set";
    public const string PolicyProposed = "policy_proposed";
    public const string CreditStep = "credit_step";
    public const string FeedDue = "feed_due";
    public const string FeedOverdue = "feed_overdue";
    public const string FeedEscalated = "feed_escalated";
    public const string FeedReminded = "feed_reminded";
    public const string EndpointFailed = "endpoint_failed";

    /// <summary>Name of the template that frames a digest; nobody is told about it.</summary>
    public const string Digest = "digest";

    /// <summary>A message that an administrator sends to see whether an endpoint works.</summary>
    public const string Test = "test";

    public static IReadOnlyList<NotificationKind> All { get; } =
    [
        new(AlertRaised, Severities.Warn, "alerts.read", "alerts.read"),
        new(AlertEscalated, Severities.Critical, null, "alerts.acknowledge", IsMandatory: true, IsMailedAtFirst: true),
        new(OrderHeld, Severities.Warn, "orders.read", "orders.release"),
        new(OrderReleased, Severities.Info, "orders.place"),
        new(OrderShipped, Severities.Info, "orders.read"),
        new(OrderDelivered, Severities.Info, "orders.receive"),
        new(OrderRejected, Severities.Warn, "orders.read", IsMandatory: true, IsMailedAtFirst: true),
        new(ApprovalWaiting, Severities.Warn, IsMandatory: true, IsNamed: true, IsMailedAtFirst: true),
        new(ApprovalDecided, Severities.Info, IsNamed: true),
        new(QuoteAsked, Severities.Info, null, "quotes.answer"),
        new(QuoteSent, Severities.Info, "quotes.ask", IsMailedAtFirst: true),
        new(QuoteDecided, Severities.Info, null, "quotes.answer"),
        new(ReturnRequested, Severities.Info, null, "returns.approve"),
        new(ReturnMoved, Severities.Info, "returns.request"),
        new(CreditExceeded, Severities.Critical, "account.read-own", "credit.manage", IsMandatory: true, IsMailedAtFirst: true, EscalateTo: "EXEC"),
        new(DeliveryTrouble, Severities.Warn, "shipments.read", "orders.ship"),
        new(RiskReview, Severities.Warn, null, "risk.decide"),
        new(PriceMoved, Severities.Info, "prices.explain", IsDigestOnly: true, IsForEveryDealer: true),
        new(EvaluationNotified, Severities.Warn, "health.read", null, IsMandatory: true, IsMailedAtFirst: true),
        new(EvaluationAppealed, Severities.Warn, null, "health.decide", IsMandatory: true),
        new(EvaluationFinal, Severities.Info, "health.read", "health.review"),
        new(ReportReady, Severities.Info, "reports.read", IsMailedAtFirst: true),
        new(AreaReportReady, Severities.Info, null, "reports.read"),
        new(TargetOpened, Severities.Warn, "targets.propose", null, IsMailedAtFirst: true),
        new(TargetProposed, Severities.Info, null, "targets.manage"),
        new(TargetSet, Severities.Info, "targets.read-own", null, IsMailedAtFirst: true),
        new(PolicyProposed, Severities.Info, null, "policies.approve"),
        new(CreditStep, Severities.Info, null, "credit.manage"),
        new(FeedDue, Severities.Info, "feeds.submit"),
        new(FeedOverdue, Severities.Warn, "feeds.submit", IsMailedAtFirst: true),
        new(FeedEscalated, Severities.Warn, null, "feeds.manage"),
        new(FeedReminded, Severities.Warn, "feeds.submit", IsMailedAtFirst: true),
        new(EndpointFailed, Severities.Critical, null, NotificationsPermissions.Endpoints, IsMandatory: true, IsMailedAtFirst: true),
    ];

    private static readonly Dictionary<string, NotificationKind> s_byId = All.ToDictionary(k => k.Id, StringComparer.Ordinal);

    public static NotificationKind Of(string id) => s_byId[id];

    public static bool Exists(string id) => s_byId.ContainsKey(id);
}
