using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>A satisfaction survey that was sent to one user of a dealer.</summary>
[Fact("surveys", Key = [nameof(SurveyId)], BusinessDate = nameof(SentOn))]
public sealed class SurveyFact : FactRow, IDealerOwned
{
    public required string SurveyId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly SentOn { get; set; }

    public DateOnly? AnsweredOn { get; set; }

    /// <summary>From 0 to 10.</summary>
    public int? NpsScore { get; set; }
}
