using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Service.Contracts;

/// <summary>A conversation with the virtual assistant.</summary>
[Fact("assistant_chats", Key = [nameof(ChatId)], BusinessDate = nameof(StartedOn))]
public sealed class AssistantChatFact : FactRow, IDealerOwned
{
    public required string ChatId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly StartedOn { get; set; }

    public bool OutOfHours { get; set; }

    public bool BotResolved { get; set; }

    /// <summary>From 1 to 5.</summary>
    public double? Rating { get; set; }

    public int? FirstReplyMs { get; set; }
}
