/**
 * The rules of GrowthLab, followed exactly, so that its users can migrate: its contracts with their leniencies, its analysis, trust
 * checks and decisions with their defects, its files. Nothing here is certified and nothing else uses it; {@code differences} says
 * for an experiment where its rules and the native ones part.
 */
@NullMarked
package assay.growthlab;

import org.jspecify.annotations.NullMarked;
