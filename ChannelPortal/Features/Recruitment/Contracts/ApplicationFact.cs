using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Recruitment.Contracts;

/// <summary>An application to become a dealer.</summary>
[Fact("applications", Key = [nameof(ApplicationId)], BusinessDate = nameof(AppliedOn))]
public sealed class ApplicationFact : FactRow
{
    public required string ApplicationId { get; set; }

    public required string RegionId { get; set; }

    [OneOf("site", "search", "community", "referral")]
    public string Source { get; set; } = "site";

    public DateOnly AppliedOn { get; set; }

    /// <summary>What it cost to get the application.</summary>
    [Money]
    public long Cost { get; set; }

    [OneOf("pass", "reject", "review")]
    public string? AiLabel { get; set; }

    [OneOf("pass", "reject")]
    public string? HumanLabel { get; set; }

    /// <summary>Due diligence.</summary>
    public DateTimeOffset? DdStartedAt { get; set; }

    public DateTimeOffset? DdFinishedAt { get; set; }

    public int DdSourcesOk { get; set; }

    public int DdSourcesTotal { get; set; }

    [OneOf("new", "screened", "dd", "interview", "signed", "rejected", "withdrawn")]
    public string Status { get; set; } = "new";

    public DateOnly? SignedOn { get; set; }

    public DateOnly? OnboardedOn { get; set; }

    public DateOnly? FirstOrderOn { get; set; }
}
