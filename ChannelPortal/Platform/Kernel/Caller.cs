namespace ChannelPortal.Platform.Kernel;

/// <summary>Who asks: from a circuit, an API key, the command line or a job. Immutable; built anew when rights change.</summary>
/// <param name="UserId">Stable id: a user's id, <c>key:…</c> for an API key, <c>cli</c> or <c>job:…</c>.</param>
/// <param name="Name">Shown in the audit log and on timelines.</param>
/// <param name="Roles">Role codes of domain.md 0 (EXEC, CHM, …).</param>
/// <param name="Scope">Dealers whose rows the caller may touch.</param>
/// <param name="DealerId">The caller's own dealer company, when it has one.</param>
/// <param name="Regions">Regions that the caller's scope was made of; null for a scope that was not made of regions.</param>
public sealed record Caller(string UserId, string Name, IReadOnlySet<string> Roles, DealerScope Scope, string? DealerId = null, IReadOnlyList<string>? Regions = null)
{
    /// <summary>Trusted work without a person: jobs and the command line. The reason is written to the audit log.</summary>
    public static Caller System(string reason) =>
        new("system:" + reason, reason, new HashSet<string>(StringComparer.Ordinal) { "SYSTEM" }, DealerScope.All);

    public bool IsSystem => Roles.Contains("SYSTEM");
}
