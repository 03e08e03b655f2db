namespace ChannelPortal.Features.Targets;

/// <summary>Rows of permissions.csv.</summary>
internal static class TargetsPermissions
{
    /// <summary>Plans of the own scope, all dealers of it.</summary>
    public const string Read = "targets.read";

    /// <summary>A dealer's own targets.</summary>
    public const string Own = "targets.read-own";

    /// <summary>Create, spread and open plans of the whole network.</summary>
    public const string Plan = "targets.plan";

    public const string Propose = "targets.propose";

    /// <summary>Agree with dealers of the own scope.</summary>
    public const string Manage = "targets.manage";

    public const string Freeze = "targets.freeze";

    /// <summary>Months to come of a frozen plan.</summary>
    public const string Change = "targets.change";

    /// <summary>Goals and actions of joint business plans.</summary>
    public const string Joint = "targets.joint";

    /// <summary>Reviews of joint business plans.</summary>
    public const string Review = "targets.review";
}
