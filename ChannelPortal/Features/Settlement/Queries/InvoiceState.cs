using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Settlement.Queries;

/// <summary>How an invoice stands, in one word that is also the text key.</summary>
internal static class InvoiceState
{
    /// <summary>What is still to be paid; nothing for credit notes and void invoices.</summary>
    public static long Open(string eStatus, DateOnly? paidOn, long gross, long paid) => eStatus == "red" || paidOn is not null ? 0 : Math.Max(0, gross - paid);

    public static string Of(string eStatus, long gross, long paid, long open, DateOnly dueOn, DateOnly today) =>
        eStatus == "red" ? "red" : gross < 0 ? "credit" : open == 0 ? "paid" : dueOn < today ? "overdue" : paid > 0 ? "part" : "open";

    public static Tone ToneOf(string state) => state switch
    {
        "overdue" => Tone.Bad,
        "paid" => Tone.Good,
        "credit" => Tone.Info,
        "red" => Tone.Neutral,
        _ => Tone.Watch,
    };
}
