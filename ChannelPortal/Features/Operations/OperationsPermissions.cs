namespace ChannelPortal.Features.Operations;

/// <summary>Permissions of this feature as they stand in <c>permissions.csv</c>.</summary>
public static class OperationsPermissions
{
    public const string ApiKeys = "apikeys.manage";
    public const string Quarantine = "events.quarantine";
    public const string Audit = "audit.read";
    public const string ReadJobs = "jobs.read";
    public const string RunJobs = "jobs.run";
}
